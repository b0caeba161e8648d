#include "storage/faulty_connection.hpp"

#include <csignal>

namespace repere::storage {

namespace {

// Shared by a connection and its statements: counts down to the fault.
class Countdown {
 public:
  explicit Countdown(Fault fault) : fault_(fault) {}
  Result<void> tick() {
    if (fault_.after-- > 0) return {};
    if (fault_.kind == Fault::Kind::process_dies) std::raise(SIGKILL);
    return fail(ErrorKind::unavailable, "the disk is gone (injected by a test)");
  }

 private:
  Fault fault_;
};

class FaultyStatement final : public Statement {
 public:
  FaultyStatement(std::unique_ptr<Statement> inner, std::shared_ptr<Countdown> countdown)
      : inner_(std::move(inner)), countdown_(std::move(countdown)) {}
  void bind(int parameter, std::int64_t value) override { inner_->bind(parameter, value); }
  void bind(int parameter, double value) override { inner_->bind(parameter, value); }
  void bind(int parameter, std::string_view text) override { inner_->bind(parameter, text); }
  void bind_bytes(int parameter, std::string_view bytes) override { inner_->bind_bytes(parameter, bytes); }
  void bind_null(int parameter) override { inner_->bind_null(parameter); }
  Result<bool> step() override {
    REPERE_TRY(countdown_->tick());
    return inner_->step();
  }
  Result<std::int64_t> run() override {
    REPERE_TRY(countdown_->tick());
    return inner_->run();
  }
  bool is_null(int column) const override { return inner_->is_null(column); }
  std::int64_t whole(int column) const override { return inner_->whole(column); }
  double number(int column) const override { return inner_->number(column); }
  std::string_view text(int column) const override { return inner_->text(column); }
  std::string bytes(int column) const override { return inner_->bytes(column); }

 private:
  std::unique_ptr<Statement> inner_;
  std::shared_ptr<Countdown> countdown_;
};

class FaultyConnection final : public Connection {
 public:
  FaultyConnection(std::unique_ptr<Connection> inner, Fault fault)
      : inner_(std::move(inner)), countdown_(std::make_shared<Countdown>(fault)) {}
  Result<std::unique_ptr<Statement>> prepare(std::string_view sql) override {
    return wrap(inner_->prepare(sql));
  }
  Result<std::unique_ptr<Statement>> prepare_insert(std::string_view table,
                                                    const std::vector<std::string>& columns) override {
    return wrap(inner_->prepare_insert(table, columns));
  }
  Result<void> execute(const std::string& script) override { return inner_->execute(script); }
  Result<bool> has_table(std::string_view table) override { return inner_->has_table(table); }
  Result<void> begin_write() override { return inner_->begin_write(); }
  Result<void> begin_read() override { return inner_->begin_read(); }
  Result<void> commit() override {
    REPERE_TRY(countdown_->tick());
    return inner_->commit();
  }
  void rollback() override { inner_->rollback(); }
  Result<void> begin_part() override { return inner_->begin_part(); }
  Result<void> end_part(bool keep) override { return inner_->end_part(keep); }
  Result<void> notify(std::string_view channel, std::string_view payload) override {
    return inner_->notify(channel, payload);
  }
  bool broken() override { return inner_->broken(); }
  const std::string& name() const override { return inner_->name(); }

 private:
  Result<std::unique_ptr<Statement>> wrap(Result<std::unique_ptr<Statement>> statement) {
    if (!statement) return statement;
    return std::make_unique<FaultyStatement>(std::move(*statement), countdown_);
  }
  std::unique_ptr<Connection> inner_;
  std::shared_ptr<Countdown> countdown_;
};

}  // namespace

std::unique_ptr<Connection> faulty(std::unique_ptr<Connection> inner, Fault fault) {
  return std::make_unique<FaultyConnection>(std::move(inner), fault);
}

}  // namespace repere::storage
