// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"

namespace muster::console {

/// `muster events`: what happened on nodes, and with --follow what happens.
class EventsCommand : public Command
{
public:
    void declare(CLI::App &program) override;
    [[nodiscard]] bool followsEvents() const override { return true; }
    QCoro::Task<ExitCode> run(Batch &batch) override;

private:
    [[nodiscard]] Result<EventQuery> query(const Target &target) const;
    [[nodiscard]] bool matches(const EventQuery &query, const FleetEvent &event) const;
    void print(Batch &batch, const FleetEvent &event) const;
    QCoro::Task<ExitCode> follow(Batch &batch, EventQuery query);

    std::string m_target;
    std::string m_since;
    int m_limit = 200;
    bool m_follows = false;
};

} // namespace muster::console
