// SPDX-License-Identifier: Apache-2.0
#include "console/cli/commandline.h"

#include "console/batch/interrupt.h"
#include "console/cli/bootscommand.h"
#include "console/cli/callcommand.h"
#include "console/cli/discovercommand.h"
#include "console/cli/dumps/dumpscommand.h"
#include "console/cli/eventscommand.h"
#include "console/cli/identitycommand.h"
#include "console/cli/logcommand.h"
#include "console/cli/methodscommand.h"
#include "console/cli/nodescommand.h"
#include "console/cli/paircommand.h"
#include "console/cli/powercommand.h"
#include "console/cli/recoverycommand.h"
#include "console/cli/reportcommand.h"
#include "console/cli/restorepolicycommand.h"
#include "console/cli/schedulecommand.h"
#include "console/cli/statecommand.h"
#include "console/cli/systemcommand.h"
#include "console/cli/unitscommand.h"
#include "console/cli/unpaircommand.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr std::chrono::milliseconds BreakOffPatience{500};

} // namespace

CommandLine::CommandLine()
    : m_program(std::make_unique<CLI::App>(
          "Muster: every node of a composite machine, shown and driven as one. Without a verb: the window.",
          "muster"))
{
    m_program->set_version_flag("--version", "muster " MUSTER_VERSION);
    m_program->fallthrough();
    m_program->require_subcommand(0, 1);
    m_program->add_flag("--json", m_isJson,
                        "results as JSON: one document, or with --follow one object a line");
    m_program->add_option("--fleet", m_fleetFile, "the fleet file; history and key are then kept beside it");
    m_program
        ->add_option("--key-storage", m_keyStorage,
                     "where the private key is kept: keychain, file (not encrypted), session (memory only)")
        ->check(CLI::IsMember({"keychain", "file", "session"}));
    m_program->add_option("--open", m_dumpFiles, "without a verb: dumps on this machine to look into")
        ->allow_extra_args(false);
    m_program->add_option("--timeout", m_timeout, "seconds for nodes to answer")
        ->check(CLI::Range(0.1, 600.0))
        ->capture_default_str();
    m_program->footer(
        "Exit codes: 0 all well; 1 done, and something is not well; 2 wrong usage or bad input;\n"
        "3 not reached or not let in; 4 refused by the node; 5 broken off.");
    m_commands.push_back(std::make_unique<DiscoverCommand>());
    m_commands.push_back(std::make_unique<PairCommand>());
    m_commands.push_back(std::make_unique<UnpairCommand>());
    m_commands.push_back(std::make_unique<NodesCommand>());
    m_commands.push_back(std::make_unique<SystemCommand>());
    m_commands.push_back(std::make_unique<StateCommand>());
    m_commands.push_back(std::make_unique<BootsCommand>());
    m_commands.push_back(std::make_unique<PowerCommand>());
    m_commands.push_back(std::make_unique<BmcCommand>());
    m_commands.push_back(std::make_unique<HostRebootCommand>());
    m_commands.push_back(std::make_unique<RecoveryCommand>());
    m_commands.push_back(std::make_unique<RestorePolicyCommand>());
    m_commands.push_back(std::make_unique<ScheduleCommand>());
    m_commands.push_back(std::make_unique<UnitsCommand>());
    m_commands.push_back(std::make_unique<DumpsCommand>());
    m_commands.push_back(std::make_unique<LogCommand>());
    m_commands.push_back(std::make_unique<EventsCommand>());
    m_commands.push_back(std::make_unique<ReportCommand>());
    m_commands.push_back(std::make_unique<CallCommand>());
    m_commands.push_back(std::make_unique<MethodsCommand>());
    m_commands.push_back(std::make_unique<IdentityCommand>());
    for (const auto &command : m_commands)
        command->declare(*m_program);
}

CommandLine::~CommandLine() = default;

std::optional<int> CommandLine::parse(int argc, char **argv)
{
    try {
        m_program->parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return m_program->exit(error) == 0 ? int(ExitCode::Well) : int(ExitCode::BadInput);
    }
    return std::nullopt;
}

Command *CommandLine::chosen() const
{
    const auto found =
        std::ranges::find_if(m_commands, [](const auto &command) { return command->isChosen(); });
    return found == m_commands.end() ? nullptr : found->get();
}

ConsoleOptions CommandLine::consoleOptions() const
{
    ConsoleOptions options;
    options.fleetFile = text(m_fleetFile);
    if (m_keyStorage == "keychain")
        options.keyStorage = KeyStorage::Keychain;
    else if (m_keyStorage == "file")
        options.keyStorage = KeyStorage::File;
    else if (m_keyStorage == "session")
        options.keyStorage = KeyStorage::Session;
    return options;
}

QStringList CommandLine::dumpFiles() const
{
    QStringList paths;
    for (const std::string &path : m_dumpFiles)
        paths.append(text(path));
    return paths;
}

int CommandLine::runVerb(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const Interrupt interrupt;
    // What a verb has to say it says itself; QT_LOGGING_RULES brings the log back.
    QLoggingCategory::setFilterRules(
        u"muster.*.info=false\nmuster.*.warning=false\nkf.archive.warning=false"_s);
    ConsoleOptions options = consoleOptions();
    options.followsEvents = chosen()->followsEvents();
    Console console(options);
    Output out(stdout, stderr, m_isJson);
    Batch batch{console, out, std::chrono::milliseconds(qint64(m_timeout * 1000)), interrupt.token()};
    QObject::connect(&console, &Console::storeFailed, &console,
                     [&out](const Error &error) { out.fault(error); });
    // A verb ends by itself what it must not leave half done; the rest is not waited for.
    const std::stop_callback brokenOff(interrupt.token(), [&application] {
        QTimer::singleShot(BreakOffPatience, &application,
                           [] { QCoreApplication::exit(int(ExitCode::BrokenOff)); });
    });
    // Reading the fleet goes through another thread, so this ends after the event loop has begun.
    const auto ended = run(batch).then([](ExitCode code) { QCoreApplication::exit(int(code)); });
    return QCoreApplication::exec();
}

QCoro::Task<ExitCode> CommandLine::run(Batch &batch) const
{
    if (const auto opened = co_await batch.console.open(); !opened)
        co_return batch.badInput(opened.error());
    const auto code = co_await chosen()->run(batch);
    co_await batch.console.close();
    co_return code;
}

} // namespace muster::console
