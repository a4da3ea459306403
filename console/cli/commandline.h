// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/cli/command.h"
#include "console/console.h"

#include <QStringList>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace muster::console {

/// The command line of `muster`: what all verbs take, and the verbs.
class CommandLine
{
public:
    CommandLine();
    ~CommandLine();

    /// @return the exit code when the program is to end at once: help, version, wrong usage (told on stderr)
    [[nodiscard]] std::optional<int> parse(int argc, char **argv);
    /// Without a verb the GUI is wanted.
    [[nodiscard]] bool hasVerb() const { return chosen() != nullptr; }
    [[nodiscard]] ConsoleOptions consoleOptions() const;
    /// Dumps on this machine that the window shall open at once.
    [[nodiscard]] QStringList dumpFiles() const;

    /// Runs the verb to its end; needs no display. @return the program's exit code
    [[nodiscard]] int runVerb(int argc, char **argv);

private:
    [[nodiscard]] Command *chosen() const;
    [[nodiscard]] QCoro::Task<ExitCode> run(Batch &batch) const;

    std::unique_ptr<CLI::App> m_program;
    std::vector<std::unique_ptr<Command>> m_commands;
    std::string m_fleetFile;
    std::vector<std::string> m_dumpFiles;
    std::string m_keyStorage;
    double m_timeout = 10;
    bool m_isJson = false;
};

} // namespace muster::console
