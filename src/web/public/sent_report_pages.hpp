#pragma once
#include "domain/message/message.hpp"
#include "web/people/boards/report_shown.hpp"
#include "web/public/referral_pages.hpp"
#include "workflows/messages/sent_report.hpp"

namespace repere::web {

/// Where a message leads, as a path of this site: the page on which its sender follows a referral, a signed report, or a page of the
/// workspace. `token` is the link's secret; nothing else in it is of a patient.
std::string message_path(const message::Message& message, const std::string& token, Language language);

/// "/lettre/…": a signed report for somebody without an account: the code that the centre says on the telephone, or one click where
/// secure mail carried the link; then the report, for half an hour.
void add_sent_report_pages(std::vector<Route>& routes, const ReferralDesk& desk);

/// A report that was sent, on paper, with whose it is; `synthetic`: it says so. Errors: fault when the content is none
Result<std::string> sent_report_pdf(const workflows::SentReport& sent, Language language, const ReportNames& names, bool synthetic);

}  // namespace repere::web
