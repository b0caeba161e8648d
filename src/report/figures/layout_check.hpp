#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "report/drawing/drawing.hpp"
#include "report/drawing/surfaces.hpp"
#include "report/drawing/svg.hpp"

// For tests: what an editor would send a figure back for.
namespace repere::report {

/// All texts but the badge, which lies pale under everything.
inline std::vector<TextItem> texts_of(const Drawing& drawing) {
  std::vector<TextItem> texts;
  for (const DrawingItem& item : drawing.items()) {
    const auto* text = std::get_if<TextItem>(&item);
    if (text != nullptr && text->look.opacity == 1) texts.push_back(*text);
  }
  return texts;
}

inline bool says(const Drawing& drawing, const std::string& words) {
  for (const TextItem& text : texts_of(drawing)) {
    if (text.text.find(words) != std::string::npos) return true;
  }
  return false;
}

/// No text on another, none past the edge, none under 7 points.
inline void expect_clean_layout(const Drawing& drawing) {
  const std::vector<TextItem> texts = texts_of(drawing);
  const auto core = [](Box box) { return Box{box.x + 0.3, box.y + 1.2, box.width - 0.6, box.height - 2.6}; };
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Box box = texts[i].box();
    EXPECT_GE(box.x, -0.5) << texts[i].text;
    EXPECT_GE(box.y, -0.5) << texts[i].text;
    EXPECT_LE(box.right(), drawing.width() + 0.5) << texts[i].text;
    EXPECT_LE(box.bottom(), drawing.height() + 0.5) << texts[i].text;
    EXPECT_GE(texts[i].look.font.size, 7) << texts[i].text;
    for (std::size_t k = i + 1; k < texts.size(); ++k) {
      EXPECT_FALSE(overlap(core(box), core(texts[k].box()))) << texts[i].text << " / " << texts[k].text;
    }
  }
}

/// Writes the drawing to the folder that REPERE_SAMPLES names, to be looked at.
inline void keep_sample(const std::string& name, const Drawing& drawing) {
  const char* folder = std::getenv("REPERE_SAMPLES");
  if (folder == nullptr) return;
  const std::string path = std::string(folder) + "/" + name;
  std::ofstream(path + ".png", std::ios::binary) << png_bytes(drawing, 2).value();
  std::ofstream(path + ".svg", std::ios::binary) << svg_text(drawing, SvgUse::file);
}

}  // namespace repere::report
