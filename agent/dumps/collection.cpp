// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/collection.h"

#include "shared/deadline.h"
#include "shared/model/codec.h"

#include "agent/dumps/membermaker.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qsizetype MaxNamed = 5; ///< missing members in the sentence that says what is missing

bool isThere(const DumpMember &member)
{
    return !member.sha256.isEmpty();
}

/// "2 of 9 members are not there or not whole: cores.txt, packages.txt"; empty when all are.
QString whatIsMissing(const QList<DumpMember> &members)
{
    QStringList names;
    for (const DumpMember &member : members) {
        if (!member.missing.isEmpty())
            names.append(member.name);
    }
    if (names.isEmpty())
        return {};
    const QString dots = names.size() > MaxNamed ? u", ..."_s : QString();
    return u"%1 of %2 members are not there or not whole: %3"_s.arg(names.size())
               .arg(members.size())
               .arg(names.first(std::min(names.size(), MaxNamed)).join(u", "_s))
           + dots;
}

void runSteps(const CollectionOrder &order, MemberMaker &maker, const DumpPackage &package,
              const CollectionProgress &progress)
{
    int done = 0;
    for (const CollectStep &step : order.steps) {
        if (maker.isStopped())
            return;
        if (maker.timeLeft().count() == 0)
            maker.missing(step.member, u"not collected within the %1 s that the dump may take"_s.arg(
                                           double(order.deadline.count()) / 1000));
        else
            step.run(maker);
        if (!package.has(step.member) && !step.isMany)
            maker.missing(step.member, u"there is none"_s);
        progress.stepDone(++done);
    }
}

Result<DumpManifest> package(DumpPackage &package, DumpManifest head, const QString &why,
                             bool replaces = false)
{
    const QString missing = whatIsMissing(package.members());
    head.state = why.isEmpty() && missing.isEmpty() ? DumpState::Complete : DumpState::Partial;
    head.why = why.isEmpty() || missing.isEmpty() ? why + missing : why + u"; "_s + missing;
    head.finishedAt = now();
    return package.finish(std::move(head), replaces);
}

} // namespace

Result<DumpManifest> collect(const CollectionOrder &order, const Pseudonyms &names,
                             const CollectionProgress &progress)
{
    auto begun = DumpPackage::begin(order.dumpsFolder, order.head.id, order.maxBytes);
    if (!begun)
        return fail(begun.error());
    DumpPackage &making = **begun;
    // One token for both ways to stop: programs that run wait on one.
    std::stop_source either;
    const auto stop = [&either] { either.request_stop(); };
    const std::stop_callback onCancel(order.cancel, stop);
    const std::stop_callback onLeave(order.leave, stop);
    Redactions redactions;
    const Deadline deadline(order.deadline);
    MemberMaker maker(making, names, redactions, deadline, either.get_token());
    if (order.gate) {
        const auto passed = order.gate(deadline.left(), either.get_token());
        if (!passed && !either.stop_requested())
            return fail(passed.error());
    }
    runSteps(order, maker, making, progress);
    if (order.cancel.stop_requested())
        return fail(ErrorCode::Cancelled, u"it was cancelled"_s);
    if (order.leave.stop_requested()) {
        making.leave();
        return fail(ErrorCode::Cancelled, u"the agent is ending"_s);
    }
    if (std::ranges::none_of(making.members(), isThere)) {
        const QString why = whatIsMissing(making.members());
        return fail(ErrorCode::NotFound, why.isEmpty() ? u"there is nothing in it"_s : why);
    }
    if (!redactions.hits.isEmpty())
        maker.bytes(u"redactions.json"_s, DumpContent::Json, toJson(redactions));
    progress.packaging();
    DumpManifest head = order.head;
    if (order.complete)
        order.complete(head);
    const QString why = head.why;
    return package(making, std::move(head), why, order.replaces);
}

Result<DumpManifest> finishLeft(const QString &dumpsFolder, const DumpManifest &head, const QString &why)
{
    return DumpPackage::resume(dumpsFolder, head.id).and_then([&](const std::unique_ptr<DumpPackage> &left) {
        return package(*left, head, why);
    });
}

} // namespace muster::agent
