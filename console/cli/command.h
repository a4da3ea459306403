// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/batch.h"

#include <QCoroTask>

#include <string>

namespace CLI {
class App;
} // namespace CLI

namespace muster::console {

/// One verb of the command line: what it takes, and what it does.
class Command
{
public:
    virtual ~Command() = default;

    /// Adds the verb and its options; the values stay in this object.
    virtual void declare(CLI::App &program) = 0;
    [[nodiscard]] bool isChosen() const;
    /// Whether it needs events, or only the present state of nodes.
    [[nodiscard]] virtual bool followsEvents() const { return false; }
    /// Does it; the fleet has been read. Borrows the batch until it answers.
    [[nodiscard]] virtual QCoro::Task<ExitCode> run(Batch &batch) = 0;

protected:
    Command() = default;
    Q_DISABLE_COPY_MOVE(Command)

    /// Makes the verb. @return it, for its options
    CLI::App &addVerb(CLI::App &parent, const char *name, const char *description);

private:
    CLI::App *m_verb = nullptr;
};

[[nodiscard]] inline QString text(const std::string &argument)
{
    return QString::fromStdString(argument);
}

} // namespace muster::console
