#pragma once
#include <memory>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/services.hpp"
#include "cli/survival_options.hpp"
#include "statistics/age_standard.hpp"
#include "statistics/net_survival.hpp"

// What `survival net` is asked, computes and prints: survival_net.cpp computes, survival_net_print.cpp prints.
namespace repere::cli {

struct NetOptions {
  std::string data, time, event, age, sex, year, table, group;
  std::string method = "pohar-perme", conf = "log", at, standard, classes, age_unit = "years",
              precision = "1";
  double level = 0.95;
  std::shared_ptr<unsigned> threads;
  std::shared_ptr<Format> format;
};

/// The lists of numbers among the options, and how it is computed.
struct NetAsked {
  std::vector<double> at, classes;
  statistics::NetSurvivalOptions how;
};

/// One group's curve.
struct NetGroup {
  std::string name;
  statistics::NetSurvivalCurve curve;
  std::vector<statistics::NetSurvivalCurve> by_age;  ///< with a standard, one a class
};

/// All that is printed.
struct NetResult {
  std::string method;
  std::vector<NetGroup> groups;
  std::vector<statistics::AgeWeight> classes;
  statistics::NetSurvivalOptions how;
  std::vector<std::string> warnings;
  std::size_t left_out = 0;
};

std::string json_of(const NetResult& result, const NetAsked& asked);
std::string csv_of(const NetResult& result, const NetAsked& asked);
std::string text_of(const NetResult& result, const NetAsked& asked);

/// Adds `survival net`: net and relative survival against a population table, standardised by age.
/// docs/methods.md has the formulas, docs/life-tables.md the format of the table.
void add_survival_net(CLI::App& survival, const Services& services, Console& console, Ending& ending);

}  // namespace repere::cli
