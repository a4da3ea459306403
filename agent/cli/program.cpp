// SPDX-License-Identifier: Apache-2.0
#include "agent/cli/program.h"

#include "agent/cli/auditcommand.h"
#include "agent/cli/checkconfig.h"
#include "agent/cli/identitycommand.h"
#include "agent/cli/openrpccommand.h"
#include "agent/cli/pairacceptcommand.h"
#include "agent/cli/pairlistcommand.h"
#include "agent/cli/pairremovecommand.h"
#include "agent/cli/runcommand.h"
#include "agent/cli/systemcommand.h"
#include "agent/cli/tokencommand.h"

#include <CLI/CLI.hpp>

#include <QFileInfo>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

struct Options
{
    std::string configFile;
    bool checksConfig = false;
};

void declareOptions(CLI::App &app, Options &options)
{
    app.set_version_flag("--version", "muster-agent " MUSTER_VERSION);
    app.add_option("--config", options.configFile,
                   std::string("Configuration file; else ") + AgentConfig::DefaultFile
                       + " where there is one");
    app.add_flag("--check-config", options.checksConfig, "Names every fault of the configuration, and ends");
    app.require_subcommand(0, 1);
    app.footer(
        "Exit codes: 0 done; 1 done, and not well; 2 wrong usage or configuration; 3 the agent cannot be "
        "reached; 4 the agent refused.");
}

std::vector<std::unique_ptr<Command>> declareCommands(CLI::App &app)
{
    std::vector<std::unique_ptr<Command>> commands;
    const auto add = [&](std::unique_ptr<Command> command, CLI::App &parent) {
        command->declare(parent);
        commands.push_back(std::move(command));
    };
    add(std::make_unique<IdentityCommand>(), app);
    CLI::App &pair = *app.add_subcommand("pair", "Whom this node trusts")->require_subcommand(1);
    add(std::make_unique<PairListCommand>(), pair);
    add(std::make_unique<PairAcceptCommand>(), pair);
    add(std::make_unique<PairRemoveCommand>(), pair);
    add(std::make_unique<TokenCommand>(), app);
    add(std::make_unique<SystemCommand>(), app);
    add(std::make_unique<OpenRpcCommand>(), app);
    add(std::make_unique<AuditCommand>(), app);
    return commands;
}

/// Without a file named, a node need not have one.
std::expected<AgentConfig, QList<ConfigFault>> loadConfig(const Options &options)
{
    if (!options.configFile.empty())
        return loadAgentConfig(QString::fromStdString(options.configFile));
    const QString usual = QString::fromLatin1(AgentConfig::DefaultFile);
    return QFileInfo::exists(usual) ? loadAgentConfig(usual) : defaultAgentConfig();
}

int runChosen(QCoreApplication &application, const Options &options,
              const std::vector<std::unique_ptr<Command>> &commands)
{
    const auto config = loadConfig(options);
    if (options.checksConfig)
        return checkConfig(config);
    if (!config)
        return complain(config.error());
    for (const auto &command : commands) {
        if (command->isChosen())
            return command->run(*config);
    }
    return runAgent(application, *config, [&options] { return loadConfig(options); });
}

} // namespace

int runProgram(QCoreApplication &application, int argc, char **argv)
{
    CLI::App app("The agent of a node: reports its state and obeys the consoles that it trusts.",
                 "muster-agent");
    Options options;
    declareOptions(app, options);
    const auto commands = declareCommands(app);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return app.exit(error) == 0 ? exitcode::Done : exitcode::Usage;
    }
    return runChosen(application, options, commands);
}

} // namespace muster::agent
