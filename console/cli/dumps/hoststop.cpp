// SPDX-License-Identifier: Apache-2.0
#include "console/cli/dumps/hoststop.h"

#include "console/batch/question.h"
#include "console/dumps/listdumps.h"
#include "console/dumps/stoppedhosts.h"
#include "console/fleet/nodecall.h"

#include "shared/api/dumps.h"

#include <algorithm>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// Only nodes that can be asked for one at all.
QCoro::Task<bool> isDisruptive(Batch &batch, QString nodeId, QString type)
{
    const FleetNode *node = batch.fleet().node(nodeId);
    if (!node || node->isStale() || !node->capabilities.contains(DumpsCapability))
        co_return false;
    const auto kinds = co_await callNode<api::DumpsKinds>(batch.console.actions(), nodeId, {});
    if (!kinds)
        co_return false;
    const auto kind = std::ranges::find(kinds->kinds, type, &DumpKind::type);
    co_return kind != kinds->kinds.cend() && kind->isDisruptive && kind->unavailable.isEmpty();
}

QString lineOf(const StoppedHost &host)
{
    switch (host.against) {
    case StoppedHost::Against::Away:
        return u"  %1: is not connected to the coordinator, so that nothing would be done"_s.arg(host.name);
    case StoppedHost::Against::TooOld:
        return u"  %1: its agent is too old for this, so that nothing would be done"_s.arg(host.name);
    case StoppedHost::Against::None:
        break;
    }
    return u"  %1: its host is stopped, its memory is kept for the dump, and it is started again"_s.arg(
        host.name);
}

} // namespace

QCoro::Task<std::optional<ExitCode>> agreeToHostStop(Batch &batch, QStringList nodeIds, QString type)
{
    QStringList lines;
    for (const QString &nodeId : std::as_const(nodeIds)) {
        const bool isStopping = co_await isDisruptive(batch, nodeId, type);
        if (!isStopping)
            continue;
        const QList<StoppedHost> hosts = stoppedHosts(batch.fleet(), nodeId);
        for (const StoppedHost &host : hosts)
            lines.append(lineOf(host));
    }
    if (lines.isEmpty())
        co_return std::nullopt;
    const QString hosts = lines.size() == 1 ? u"1 host"_s : u"%1 hosts"_s.arg(lines.size());
    if (::isatty(STDIN_FILENO) != 1) {
        co_return batch.badInput({ErrorCode::Invalid,
                                  u"a dump of type %1 would stop %2"_s.arg(type, hosts),
                                  {},
                                  u"--type"_s,
                                  u"say --yes to do it without a person at the terminal"_s});
    }
    batch.out.note(u"For a dump of type %1, whatever runs on these hosts is interrupted:"_s.arg(type));
    for (const QString &line : std::as_const(lines))
        batch.out.note(line);
    batch.out.note(
        u"The members of a system do it together; if one cannot, none does. It cannot be undone."_s);
    const QString answer = co_await ask(batch.out, u"Stop %1? [y/N]"_s.arg(hosts), batch.stop);
    const bool isYes = answer.compare(u"y"_s, Qt::CaseInsensitive) == 0
                       || answer.compare(u"yes"_s, Qt::CaseInsensitive) == 0;
    co_return isYes ? std::nullopt : std::optional(ExitCode::BrokenOff);
}

} // namespace muster::console
