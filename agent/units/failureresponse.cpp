// SPDX-License-Identifier: Apache-2.0
#include "agent/units/failureresponse.h"

#include "shared/log.h"

#include "agent/dumps/dumpservice.h"
#include "agent/events/eventlog.h"
#include "agent/platform/managementplatform.h"
#include "agent/platform/unitplatform.h"
#include "agent/units/failurebook.h"
#include "agent/units/failurerule.h"
#include "agent/units/unitdump.h"
#include "agent/units/unitfolder.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qsizetype MaxReasonBytes = 180; ///< a failure has 255 bytes for what is known of its dump

QString reasonOf(const QString &text)
{
    QString reason = text;
    while (reason.toUtf8().size() > MaxReasonBytes)
        reason.chop(1);
    return reason;
}

/// As phosphor-systemd-target-monitor logs it.
LoggedError loggedError(const UnitFailure &failure)
{
    return {failure.error,
            Health::Critical,
            {{u"SYSTEMD_RESULT"_s, failure.result}, {u"SYSTEMD_UNIT"_s, failure.unit}}};
}

DumpManifest manifestOf(const UnitFailure &failure)
{
    DumpManifest manifest;
    manifest.type = u"bmc"_s;
    manifest.reason = failure.error;
    manifest.unit = failure.unit;
    manifest.failureId = failure.id;
    return manifest;
}

} // namespace

FailureResponse::FailureResponse(const Parts &parts, const QString &stateFolder, EvidenceBudget budget,
                                 QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_budget(std::move(budget))
    , m_queue(parts.platform,
              [this](UnitEvidence evidence, EvidenceOrder order) {
                  return keepAll(this, std::move(evidence), std::move(order));
              })
    , m_evidence(stateFolder + "/evidence"_L1)
{
}

bool FailureResponse::isWithinBudget(const QString &unit)
{
    return m_budget.take(unit, EvidenceBudget::Clock::now());
}

void FailureResponse::respond(const UnitFailure &failure)
{
    logError(failure);
    if (!order(failure, {}))
        m_parts.book.amend(failure.id, [](UnitFailure &one) { ++one.suppressed; });
}

bool FailureResponse::order(const UnitFailure &failure, const QString &dumpsBecause)
{
    return m_queue.add({failure.id, failure.unit, failure.invocationId, DumpLines, dumpsBecause});
}

void FailureResponse::makeUp(const UnitFailure &failure)
{
    (void)order(failure, {});
}

void FailureResponse::logError(const UnitFailure &failure)
{
    const LoggedError error = loggedError(failure);
    m_parts.events.append(
        {Topic::Units, events::ErrorLogged, Health::Critical, failure.unit,
         u"%1 (SYSTEMD_UNIT=%2, SYSTEMD_RESULT=%3)"_s.arg(error.message, failure.unit, failure.result)},
        error);
    if (m_parts.management && m_parts.management->isPresent())
        tellManagement(this, error, failure);
}

/// The node's own management gets the same that phosphor-systemd-target-monitor would have done: a dump
/// first, for the node may be rebooted by what comes after.
QCoro::Task<> FailureResponse::tellManagement(QPointer<FailureResponse> self, LoggedError error,
                                              UnitFailure failure)
{
    ManagementPlatform &management = *self->m_parts.management;
    const bool isTarget = error.message != CriticalServiceFailure;
    const auto dump = co_await management.createBmcDump(failure.unit);
    if (!self)
        co_return;
    if (dump)
        self->m_parts.book.amend(failure.id, [&](UnitFailure &one) { one.dump = *dump; });
    followDump(self, dump, failure);
    const auto entry = co_await management.logError(error);
    if (!self)
        co_return;
    if (!entry)
        qCWarning(logUnits).noquote()
            << "event=errorNotLogged unit=" << failure.unit << describe(entry.error());
    // A target that failed leaves the node's state as it is (openbmc.md 7.3).
    const auto quiesced = isTarget ? Result<void>() : co_await management.quiesce();
    if (!quiesced)
        qCWarning(logUnits).noquote()
            << "event=notQuiesced unit=" << failure.unit << describe(quiesced.error());
}

/// A dump that is refused, or begun and never completed, is made here instead: none is lost unseen.
QCoro::Task<> FailureResponse::followDump(QPointer<FailureResponse> self, Result<QString> begun,
                                          UnitFailure failure)
{
    Result<void> end;
    if (begun)
        end = co_await self->m_parts.management->bmcDumpEnd(*begun);
    const bool isNotTold = !end && end.error().code == ErrorCode::Unsupported;
    if (!begun)
        end = fail(begun.error());
    if (!self)
        co_return;
    if (end || isNotTold) {
        self->recoverOnceBothAreSafe(failure.id);
        co_return;
    }
    qCWarning(logUnits).noquote() << "event=dumpMissing unit=" << failure.unit << describe(end.error());
    self->order(failure, end.error().text);
}

/// The dump has all; what is shown at once, the last lines.
QCoro::Task<> FailureResponse::keepAll(QPointer<FailureResponse> self, UnitEvidence evidence,
                                       EvidenceOrder order)
{
    const QString failureId = evidence.failureId;
    const UnitEvidence all = evidence;
    if (evidence.journal.size() > EvidenceLines)
        evidence.journal = evidence.journal.last(EvidenceLines);
    self->keep(evidence);
    const auto failure = self->m_parts.book.find(failureId);
    const bool isDumpedElsewhere =
        self->m_parts.management && self->m_parts.management->isPresent() && order.dumpsBecause.isEmpty();
    if (isDumpedElsewhere) {
        self->recoverOnceBothAreSafe(failureId);
        co_return;
    }
    const bool goesOn = !failure || co_await dump(self, *failure, all, order.dumpsBecause);
    if (self && goesOn)
        self->recoverUnit(failureId);
}

/// The evidence is kept here, the dump by the node's own management; they come in any order.
void FailureResponse::recoverOnceBothAreSafe(const QString &failureId)
{
    if (m_halfSafe.remove(failureId))
        recoverUnit(failureId);
    else if (m_halfSafe.size() < EvidenceQueue::MaxWaiting)
        m_halfSafe.insert(failureId);
}

/// @return false when the agent is ending
QCoro::Task<bool> FailureResponse::dump(QPointer<FailureResponse> self, UnitFailure failure,
                                        UnitEvidence evidence, QString because)
{
    const auto written = co_await self->m_parts.dumps.keep(
        manifestOf(failure), dumpSources(failure, evidence), self->m_parts.book.openIds());
    if (!self || (!written && written.error().code == ErrorCode::Cancelled))
        co_return false;
    if (!written)
        qCWarning(logUnits).noquote() << "event=dumpNotKept" << describe(written.error());
    self->m_parts.book.amend(failure.id, [&](UnitFailure &one) {
        one.dump = written ? written->id : u"refused: %1"_s.arg(reasonOf(written.error().text));
        if (!because.isEmpty())
            one.dump += u" (the node's own dump: %1)"_s.arg(reasonOf(because));
    });
    co_return true;
}

void FailureResponse::keep(const UnitEvidence &evidence)
{
    const auto kept = m_evidence.put(evidence, m_parts.book.openIds());
    if (!kept) {
        qCWarning(logUnits).noquote() << "event=evidenceNotKept" << describe(kept.error());
        return;
    }
    m_parts.events.append({Topic::Units, events::UnitEvidence, Health::OK, evidence.unit,
                           u"Evidence of %1 is kept"_s.arg(evidence.unit)},
                          EvidenceParams{evidence.failureId});
}

Result<UnitEvidence> FailureResponse::evidence(const QString &failureId) const
{
    return m_evidence.get(failureId);
}

/// Only what still asks for it is acted on, and what is done is on the disk before it is done: a node that
/// reboots into the same failure must not count from the beginning.
void FailureResponse::recoverUnit(const QString &failureId)
{
    const auto failure = m_parts.book.find(failureId);
    if (!failure || failure->recoveredAt || failure->cause == FailureCause::CrashLoop)
        return;
    const Recovery recovery = m_parts.folder.recovery(failure->unit);
    if (recovery.action == Recovery::Action::None)
        return;
    if (failure->attempts >= recovery.attempts) {
        m_parts.book.amend(failureId, [&](UnitFailure &one) {
            one.action =
                u"nothing more: it has been tried %1 of %2 times"_s.arg(one.attempts).arg(recovery.attempts);
        });
        return;
    }
    const bool isReboot = recovery.action == Recovery::Action::Reboot;
    m_parts.book.amend(failureId, [&](UnitFailure &one) {
        ++one.attempts;
        one.action = u"%1, attempt %2 of %3"_s.arg(isReboot ? u"reboots the node"_s : u"restarts the unit"_s)
                         .arg(one.attempts)
                         .arg(recovery.attempts);
    });
    m_parts.events.flush();
    qCWarning(logUnits).noquote() << "event=recovery unit=" << failure->unit << "reboot=" << isReboot;
    if (isReboot)
        reboot(this, *failure);
    else
        restart(this, *failure);
}

QCoro::Task<> FailureResponse::restart(QPointer<FailureResponse> self, UnitFailure failure)
{
    const auto restarted = co_await self->m_parts.platform.restart(failure.unit);
    if (self && !restarted)
        self->m_parts.book.amend(failure.id, [&](UnitFailure &one) {
            one.action += u"; it could not be restarted: "_s + restarted.error().text;
        });
}

QCoro::Task<> FailureResponse::reboot(QPointer<FailureResponse> self, UnitFailure failure)
{
    const auto rebooting = co_await self->m_parts.platform.reboot();
    if (self && !rebooting)
        self->m_parts.book.amend(failure.id, [&](UnitFailure &one) {
            one.action += u"; the node could not be rebooted: "_s + rebooting.error().text;
        });
}

} // namespace muster::agent
