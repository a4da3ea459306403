// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/config/agentconfig.h"
#include "shared/error.h"

namespace CLI {
class App;
}

namespace muster::agent {

/// How the program ends; scripts rely on it.
namespace exitcode {
constexpr int Done = 0;
constexpr int NotWell = 1; ///< done, and what was asked about is not well
constexpr int Usage = 2; ///< wrong usage or bad input
constexpr int Unreachable = 3; ///< could not reach the agent or be let in
constexpr int Refused = 4; ///< the agent refused
} // namespace exitcode

/// The exit code for an error: an agent's refusal, or that there is none to ask.
[[nodiscard]] int exitCodeFor(const Error &error);

/// One subcommand of muster-agent.
class Command
{
public:
    Command() = default;
    virtual ~Command() = default;
    Q_DISABLE_COPY_MOVE(Command)

    /// Declares the subcommand and its options. `parent` lives as long as this.
    virtual void declare(CLI::App &parent) = 0;
    [[nodiscard]] virtual bool isChosen() const = 0;
    /// Does it. @return the exit code
    [[nodiscard]] virtual int run(const AgentConfig &config) = 0;
};

/// "muster-agent: what happened" to standard error. @return the exit code for it
[[nodiscard]] int complain(const Error &error);
/// Text to standard output.
void print(const QString &text);

} // namespace muster::agent
