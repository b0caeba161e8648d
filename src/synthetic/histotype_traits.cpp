#include "synthetic/profiles.hpp"

namespace repere::synthetic {
namespace {

// clang-format off
// Shares of a row among its histotypes: assumption (the published row does not tell them apart).
constexpr HistotypeTraits traits[] = {
    {"H009", "lipoma_like", 0.5}, {"H010", "lipoma_like", 0.5}, {"H011", "liposarcoma_dedifferentiated"},
    {"H012", "liposarcoma_myxoid"}, {"H013", "liposarcoma_pleomorphic"},
    {"H015", "liposarcoma_pleomorphic"}, {"H016", "liposarcoma_pleomorphic"}, {"H029", "desmoid", 0.65},
    {"H030", "desmoid", 0.35}, {"H031", "intermediate_infant"}, {"H032", "dfsp"}, {"H033", "dfsp", 0.92},
    {"H034", "dfsp", 0.01}, {"H035", "dfsp", 0.07}, {"H036", "solitary_fibrous", 0.15},
    {"H037", "solitary_fibrous", 0.75}, {"H038", "solitary_fibrous", 0.10},
    {"H039", "inflammatory_myofibroblastic"}, {"H041", "fibromyxoid"}, {"H043", "intermediate_soft"},
    {"H044", "intermediate_infant"}, {"H045", "fibrosarcoma"}, {"H046", "myxofibrosarcoma"},
    {"H047", "fibromyxoid"}, {"H048", "fibrosarcoma"}, {"H052", "sarcoma_soft"},
    {"H053", "intermediate_soft"}, {"H054", "intermediate_soft"}, {"H059", "intermediate_infant"},
    {"H060", "intermediate_soft"}, {"H061", "intermediate_soft"}, {"H062", "intermediate_soft"},
    {"H063", "intermediate_soft"}, {"H064", "kaposi"}, {"H065", "haemangioendothelioma"},
    {"H066", "angiosarcoma"}, {"H068", "sarcoma_soft"}, {"H073", "smooth_uncertain"},
    {"H074", "smooth_uncertain"}, {"H076", "leiomyosarcoma", 0.01}, {"H077", "leiomyosarcoma", 0.68},
    {"H078", "leiomyosarcoma_uterus", 0.02}, {"H079", "leiomyosarcoma_uterus", 0.02},
    {"H080", "leiomyosarcoma_uterus", 0.26}, {"H198", "sarcoma_bone", 0.01},
    {"H082", "rhabdomyosarcoma_child", 0.93}, {"H083", "rhabdomyosarcoma_child", 0.07},
    {"H084", "rhabdomyosarcoma_alveolar"}, {"H085", "rhabdomyosarcoma_adult"},
    {"H086", "rhabdomyosarcoma_adult"}, {"H088", "rhabdomyosarcoma_adult"},
    {"H089", "rhabdomyosarcoma_child"}, {"H090", "gist", 0.98}, {"H091", "gist", 0.02},
    {"H093", "osteosarcoma_soft"}, {"H099", "mpnst", 0.93}, {"H100", "mpnst", 0.03},
    {"H101", "mpnst", 0.04}, {"H103", "sarcoma_soft"}, {"H104", "sarcoma_soft"},
    {"H108", "intermediate_soft"}, {"H109", "atypical_fibroxanthoma"}, {"H110", "intermediate_soft"},
    {"H111", "intermediate_soft", 0.8}, {"H112", "sarcoma_soft", 0.2}, {"H113", "intermediate_soft", 0.55},
    {"H114", "sarcoma_soft", 0.45}, {"H115", "intermediate_soft", 0.7}, {"H116", "sarcoma_soft", 0.3},
    {"H118", "synovial", 0.30}, {"H119", "synovial", 0.45}, {"H120", "synovial", 0.22},
    {"H121", "synovial", 0.03}, {"H122", "epithelioid", 0.65}, {"H123", "epithelioid", 0.35},
    {"H124", "sarcoma_young"}, {"H125", "sarcoma_young"}, {"H127", "sarcoma_soft"},
    {"H128", "desmoplastic_round_cell"}, {"H129", "rhabdoid"}, {"H130", "intermediate_soft", 0.4},
    {"H131", "sarcoma_organ", 0.6}, {"H133", "intimal"}, {"H134", "undifferentiated"}, {"H140", "ewing"},
    {"H141", "ewing"}, {"H142", "sarcoma_young"}, {"H143", "ewing"}, {"H150", "phyllodes"}, {"H151", "sinonasal"},
    {"H152", "smarca4"}, {"H155", "jaw_infant"}, {"H162", "bone_young_intermediate"},
    {"H163", "bone_young_intermediate"}, {"H165", "chondrosarcoma", 0.15}, {"H166", "chondrosarcoma", 0.20},
    {"H167", "chondrosarcoma", 0.50}, {"H168", "chondrosarcoma", 0.02}, {"H169", "chondrosarcoma", 0.02},
    {"H170", "chondrosarcoma", 0.03}, {"H171", "chondrosarcoma", 0.08}, {"H174", "bone_young_intermediate"},
    {"H175", "osteosarcoma", 0.02}, {"H176", "osteosarcoma", 0.80}, {"H177", "osteosarcoma", 0.03},
    {"H178", "osteosarcoma", 0.01}, {"H179", "osteosarcoma", 0.05}, {"H180", "osteosarcoma", 0.02},
    {"H181", "osteosarcoma", 0.01}, {"H182", "osteosarcoma", 0.06}, {"H183", "bone_young_intermediate"},
    {"H184", "sarcoma_bone"}, {"H185", "sarcoma_bone"}, {"H186", "sarcoma_bone"},
    {"H187", "bone_young_intermediate"}, {"H189", "giant_cell_bone"}, {"H190", "sarcoma_bone"},
    {"H192", "chordoma", 0.94}, {"H193", "chordoma", 0.02}, {"H194", "chordoma", 0.04},
    {"H195", "adamantinoma", 0.85}, {"H196", "adamantinoma", 0.15},
};
// clang-format on

}  // namespace

std::optional<HistotypeTraits> traits_of(std::string_view code) {
  for (const HistotypeTraits& row : traits)
    if (row.code == code) return row;
  return std::nullopt;
}

}  // namespace repere::synthetic
