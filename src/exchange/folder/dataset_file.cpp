#include "exchange/folder/dataset_file.hpp"

namespace repere::exchange {

registry::Dataset read_dataset(Keys& keys, Mistakes& mistakes) {
  registry::Dataset dataset;
  dataset.source = keys.required_text("source").value_or("");
  if (dataset.source.size() > 200)
    mistakes.add(keys.line("source"), "'source' must not be longer than 200 bytes");
  dataset.title_fr = keys.text("title_fr").value_or("");
  dataset.title_en = keys.text("title_en").value_or("");
  dataset.version = keys.text("version").value_or("");
  dataset.cut_off = keys.date("cut_off");
  dataset.synthetic = keys.flag("synthetic").value_or(false);
  dataset.licence = keys.text("licence").value_or("");
  return dataset;
}

Result<registry::Dataset> read_dataset_file(const std::filesystem::path& path) {
  const auto table = read_toml(path);
  if (!table) return tl::unexpected(table.error());
  Mistakes mistakes(path.filename().string());
  Keys keys(*table, "the file", mistakes);
  const auto format = keys.whole("format");
  if (!keys.has("format")) mistakes.add(1, "the file must say 'format = 1'");
  if (format && *format != 1)
    mistakes.add(keys.line("format"),
                 "'format' is not 1: this program reads format 1; take a newer one, or export again");
  registry::Dataset dataset = read_dataset(keys, mistakes);
  keys.finish();
  if (!mistakes.none()) return tl::unexpected(mistakes.error());
  return dataset;
}

std::string dataset_text(const registry::Dataset& dataset) {
  std::string text = "format = 1\n";
  const auto line = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) text += std::string(key) + " = " + toml_text(value) + "\n";
  };
  line("source", dataset.source);
  line("title_fr", dataset.title_fr);
  line("title_en", dataset.title_en);
  line("version", dataset.version);
  line("cut_off", dataset.cut_off ? dataset.cut_off->text() : "");
  text += std::string("synthetic = ") + (dataset.synthetic ? "true" : "false") + "\n";
  line("licence", dataset.licence);
  return text;
}

}  // namespace repere::exchange
