// SPDX-License-Identifier: Apache-2.0
#include "console/cli/dumps/dumpscommand.h"

#include "console/cli/dumps/dumpscatcommand.h"
#include "console/cli/dumps/dumpscomparecommand.h"
#include "console/cli/dumps/dumpscreatecommand.h"
#include "console/cli/dumps/dumpsdeletecommand.h"
#include "console/cli/dumps/dumpsextractcommand.h"
#include "console/cli/dumps/dumpsfilescommand.h"
#include "console/cli/dumps/dumpslistcommand.h"
#include "console/cli/dumps/dumpsoffloadcommand.h"
#include "console/cli/dumps/dumpssearchcommand.h"
#include "console/cli/dumps/dumpsshowcommand.h"
#include "console/cli/dumps/dumpsverifycommand.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace muster::console {

DumpsCommand::DumpsCommand()
{
    m_verbs.push_back(std::make_unique<DumpsListCommand>());
    m_verbs.push_back(std::make_unique<DumpsCreateCommand>());
    m_verbs.push_back(std::make_unique<DumpsShowCommand>());
    m_verbs.push_back(std::make_unique<DumpsOffloadCommand>());
    m_verbs.push_back(std::make_unique<DumpsDeleteCommand>());
    m_verbs.push_back(std::make_unique<DumpsVerifyCommand>());
    m_verbs.push_back(std::make_unique<DumpsFilesCommand>());
    m_verbs.push_back(std::make_unique<DumpsCatCommand>());
    m_verbs.push_back(std::make_unique<DumpsSearchCommand>());
    m_verbs.push_back(std::make_unique<DumpsCompareCommand>());
    m_verbs.push_back(std::make_unique<DumpsExtractCommand>());
}

void DumpsCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "dumps", "dumps of nodes: made, listed, fetched, looked into, deleted");
    verb.require_subcommand(1);
    for (const auto &one : m_verbs)
        one->declare(verb);
}

bool DumpsCommand::followsEvents() const
{
    return chosen()->followsEvents();
}

QCoro::Task<ExitCode> DumpsCommand::run(Batch &batch)
{
    return chosen()->run(batch);
}

Command *DumpsCommand::chosen() const
{
    return std::ranges::find_if(m_verbs, [](const auto &one) { return one->isChosen(); })->get();
}

} // namespace muster::console
