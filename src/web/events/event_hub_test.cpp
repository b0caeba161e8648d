#include "web/events/event_hub.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "web/server/served.hpp"

namespace repere::web {
namespace {

std::string ids_in(const std::string& frames) {
  std::string data;
  for (std::size_t at = 0; (at = frames.find("data: ", at)) != std::string::npos; ++at)
    data += frames.substr(at + 6, frames.find('\n', at) - at - 6) + " ";
  return data;
}

TEST(EventHub, brings_events_of_a_topic_to_who_listens_to_it) {
  EventHub hub;
  const auto page = hub.subscribe({"board/1", "news"}, {}, std::nullopt);
  hub.publish({"board/1", "decision", "1"});
  hub.publish({"board/2", "decision", "2"});
  hub.publish({"news", "n", "3"});
  EXPECT_EQ(ids_in(page->take()), "1 3 ");
  EXPECT_EQ(page->take(), "");
}

TEST(EventHub, lets_a_page_catch_up_by_its_last_id_and_says_when_it_cannot) {
  EventHub hub({4, 256, 10});
  const auto first = hub.subscribe({"t"}, {}, std::nullopt);
  hub.publish({"t", "e", "1"});
  const std::string frame = first->take();
  const std::string id = frame.substr(4, frame.find('\n') - 4);
  for (int i = 2; i <= 4; ++i) hub.publish({i == 3 ? "other" : "t", "e", std::to_string(i)});
  EXPECT_EQ(ids_in(hub.subscribe({"t"}, {}, id)->take()), "2 4 ");
  for (int i = 5; i <= 9; ++i) hub.publish({"t", "e", std::to_string(i)});
  EXPECT_EQ(hub.subscribe({"t"}, {}, id)->take(), "event: reset\ndata: {}\n\n");
  EXPECT_EQ(hub.subscribe({"t"}, {}, "another-server-7")->take(), "event: reset\ndata: {}\n\n");
}

// The symptom: after PostgreSQL had been away, a room showed what had been there before until somebody changed something again.
TEST(EventHub, tells_every_page_to_read_again_after_a_gap) {
  EventHub hub;
  const auto page = hub.subscribe({"meeting/1"}, {}, std::nullopt);
  hub.publish({"meeting/1", "changed", "1"});
  const std::string frame = page->take();
  const std::string seen = frame.substr(4, frame.find('\n') - 4);
  hub.publish({"meeting/1", "changed", "2"});
  hub.reset_all();
  EXPECT_EQ(page->take(), "event: reset\ndata: {}\n\n");
  hub.publish({"meeting/1", "changed", "3"});
  EXPECT_EQ(ids_in(page->take()), "3 ");
  EXPECT_EQ(hub.subscribe({"meeting/1"}, {}, seen)->take(), "event: reset\ndata: {}\n\n")
      << "who comes back with an older event cannot know what the gap held";
}

TEST(EventHub, replaces_what_a_slow_page_missed_by_one_event) {
  EventHub hub({1024, 8, 10});
  const auto slow = hub.subscribe({"t"}, {}, std::nullopt);
  for (int i = 0; i < 9; ++i) hub.publish({"t", "e", "x"});
  EXPECT_EQ(slow->take(), "event: reset\ndata: {}\n\n");
  hub.publish({"t", "e", "y"});
  EXPECT_EQ(ids_in(slow->take()), "y ");
}

TEST(EventHub, closes_the_pages_of_a_session_and_bounds_them) {
  EventHub hub({1024, 8, 2});
  const auto one = hub.subscribe({"t"}, {"session 1", "account 7"}, std::nullopt),
             two = hub.subscribe({"t"}, {"session 2"}, std::nullopt);
  EXPECT_EQ(hub.subscribe({"t"}, {"session 3"}, std::nullopt), nullptr);
  hub.close("session 1");
  EXPECT_TRUE(one->is_closed());
  EXPECT_FALSE(two->is_closed());
}

TEST(EventHub, closes_the_pages_of_an_account) {
  EventHub hub;
  const auto one = hub.subscribe({"t"}, {"session 1", "account 7"}, std::nullopt),
             two = hub.subscribe({"t"}, {"session 2", "account 7"}, std::nullopt),
             other = hub.subscribe({"t"}, {"session 3", "account 77"}, std::nullopt);
  hub.close("account 7");
  EXPECT_TRUE(one->is_closed());
  EXPECT_TRUE(two->is_closed());
  EXPECT_FALSE(other->is_closed());
}

TEST(EventHub, lets_no_data_begin_another_field) {
  EventHub hub;
  const auto page = hub.subscribe({"t"}, {}, std::nullopt);
  hub.deliver({"t", "a\nevent: b", "x\ny\r\nid: 7", "1\n2"});
  EXPECT_EQ(page->take(), "id: 12\nevent: aevent: b\ndata: x\ndata: y\ndata: id: 7\n\n");
}

TEST(EventHub, goes_through_the_relay_when_it_takes_the_event) {
  EventHub here, there;
  here.set_relay([&](const Event& event) {
    for (EventHub* hub : {&here, &there}) hub->deliver({event.topic, event.name, event.data, "shared-1"});
    return true;
  });
  const auto a = here.subscribe({"t"}, {}, std::nullopt), b = there.subscribe({"t"}, {}, std::nullopt);
  here.publish({"t", "e", "1"});
  EXPECT_EQ(a->take(), b->take());
  here.set_relay([](const Event&) { return false; });
  here.publish({"t", "e", "2"});
  EXPECT_EQ(ids_in(a->take()), "2 ");
}

Route live_page(const std::shared_ptr<EventHub>& hub) {
  Route route = simple_route("/live", [hub](const Request& request) -> Result<Response> {
    Response response;
    response.events = hub->subscribe({"t"}, {"the session"}, request.header("Last-Event-ID"));
    if (!response.events) return fail(ErrorKind::busy, "too many live pages");
    return response;
  });
  route.answers = {{200, "events", "text/event-stream"}};
  return route;
}

TEST(LivePage, hears_events_from_any_thread_and_ends_with_its_session) {
  const auto hub = std::make_shared<EventHub>();
  ServerOptions options;
  options.time.heartbeat = std::chrono::milliseconds(50);
  Served served({live_page(hub)}, options);
  Client client(served.port());
  client.send("GET /live HTTP/1.1\r\nHost: x\r\n\r\n");
  while (client.held().find("still here") == std::string::npos) ASSERT_TRUE(client.more());
  std::thread publisher([&] {
    for (int i = 0; i < 100; ++i) hub->publish({"t", "e", std::to_string(i)});
  });
  while (client.held().find("data: 99\n") == std::string::npos) ASSERT_TRUE(client.more());
  publisher.join();
  EXPECT_NE(client.held().find("Content-Type: text/event-stream"), std::string::npos);
  hub->close("the session");
  client.rest();
  for (int i = 0; i < 100 && served.server->service().metrics().connections > 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(served.server->service().metrics().event_streams, 0);
}

TEST(LivePage, ends_when_the_server_stops) {
  const auto hub = std::make_shared<EventHub>();
  Served served({live_page(hub)}, {}, std::make_shared<ClosedGate>(), hub);
  Client client(served.port());
  client.send("GET /live HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(client.more());
  const auto began = std::chrono::steady_clock::now();
  served.server->stop();
  client.rest();
  served.server->wait();
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(10));
}

}  // namespace
}  // namespace repere::web
