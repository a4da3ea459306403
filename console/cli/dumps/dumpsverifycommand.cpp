// SPDX-License-Identifier: Apache-2.0
#include "console/cli/dumps/dumpsverifycommand.h"

#include "console/offload/archivecheck.h"
#include "console/offload/workthread.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

void say(Output &out, const ArchiveCheck &check)
{
    for (const OffloadFault &fault : check.faults) {
        const QString which = fault.name.isEmpty() ? fault.what : fault.what + u' ' + fault.name;
        out.line(u"%1: %2"_s.arg(which, fault.text), Tone::Critical);
    }
    const QString whose = check.id.isEmpty() ? check.file : u"dump %1 of %2"_s.arg(check.id, check.node);
    if (!check.faults.isEmpty())
        return out.line(u"%1 is damaged"_s.arg(whose), Tone::Critical);
    out.line(check.hasRecord
                 ? u"%1 is whole: %2 members and %3 blocks are what the node had, digest %4"_s.arg(whose)
                       .arg(check.members)
                       .arg(check.blocks)
                       .arg(check.digest)
                 : u"%1 is whole: %2 members are what its manifest says"_s.arg(whose).arg(check.members),
             Tone::Well);
    if (!check.hasRecord) {
        out.note(u"There is no .json beside it: whether it is what the node had cannot be proven."_s,
                 Tone::Care);
    }
}

} // namespace

void DumpsVerifyCommand::declare(CLI::App &program)
{
    CLI::App &verb = addVerb(program, "verify",
                             "proves an offloaded dump: blocks, digest and members; 1 when it is damaged");
    verb.add_option("FILE", m_file, "NODE-ID.tar.zst; its .json is looked for beside it")->required();
}

QCoro::Task<ExitCode> DumpsVerifyCommand::run(Batch &batch)
{
    WorkThread disk;
    const auto check = co_await disk.run([file = text(m_file), stop = batch.stop](const std::stop_token &) {
        return checkArchive(file, stop);
    });
    if (!check)
        co_return batch.failed(check.error());
    if (batch.out.isJson())
        batch.out.json(*check);
    else
        say(batch.out, *check);
    co_return check->faults.isEmpty() ? ExitCode::Well : ExitCode::NotWell;
}

} // namespace muster::console
