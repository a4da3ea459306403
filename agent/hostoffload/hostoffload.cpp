// SPDX-License-Identifier: Apache-2.0
#include "agent/hostoffload/hostoffload.h"

#include "agent/dumps/dumpcatalogue.h"
#include "agent/dumps/dumpholds.h"
#include "agent/offload/dumpshelf.h"
#include "agent/service/backgroundthread.h"
#include "agent/state/problems.h"
#include "shared/log.h"
#include "shared/wire/completion.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <algorithm>
#include <climits>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const auto TargetProblem = u"host-offload"_s;
const auto DumpProblemPrefix = u"host-offload:"_s; ///< before a dump's id

using FaultKind = DeliveryFault::Kind;

std::unexpected<DeliveryFault> passing(const Error &error)
{
    return std::unexpected(DeliveryFault{FaultKind::Passing, error});
}

std::unexpected<DeliveryFault> agentEnds()
{
    return std::unexpected(
        DeliveryFault{FaultKind::Stopped, {ErrorCode::Cancelled, u"the agent is ending"_s, {}, {}, {}}});
}

} // namespace

HostOffload::HostOffload(Parts parts, Settings settings, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_settings(std::move(settings))
    , m_name(m_settings.config.name())
{
    m_thread.setMaxThreadCount(1);
    m_thread.setExpiryTimeout(0);
    m_soon.setSingleShot(true);
    m_again.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &HostOffload::lookNow);
    connect(&m_again, &QTimer::timeout, this, &HostOffload::lookNow);
    connect(&m_parts.catalogue, &DumpCatalogue::loaded, this, &HostOffload::look);
    connect(&m_parts.catalogue, &DumpCatalogue::changed, this, [this](const DumpEntry &entry) {
        if (isEnd(entry.state))
            look();
    });
    connect(&m_parts.catalogue, &DumpCatalogue::erased, this, &HostOffload::forget);
    connect(&m_credentials, &QFileSystemWatcher::fileChanged, this, [this] {
        m_isRefused = false;
        look();
    });
}

HostOffload::~HostOffload()
{
    m_isEnding = true;
    m_stop.request_stop();
    m_thread.waitForDone();
    // What is being sent is let go of now, while all that it needs is there.
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
}

void HostOffload::look()
{
    m_soon.start(0);
}

void HostOffload::forget(const QString &id)
{
    if (m_tried.remove(id))
        tell();
}

bool HostOffload::isMine(const DumpEntry &entry) const
{
    if (!m_settings.config.takes(entry.scope, entry.type) || !entry.pieceOf.isEmpty())
        return false;
    return entry.scope == DumpScope::Node || !m_parts.membership() || m_parts.mayAct();
}

bool HostOffload::isAtTarget(const DumpEntry &entry) const
{
    return std::ranges::any_of(entry.offloaded, [&](const DumpCopy &copy) {
        return copy.to == m_name && (copy.digest == entry.digest || entry.digest.isEmpty());
    });
}

bool HostOffload::awaits(const DumpEntry &entry) const
{
    if (!isWhole(entry.state) || !isMine(entry) || isAtTarget(entry))
        return false;
    const auto tried = m_tried.constFind(entry.id);
    const bool isAsGood =
        tried != m_tried.cend() && tried->digest == entry.digest && tried->isLeft && !tried->error;
    return !isAsGood;
}

/// Newest first; also those of the node's own management.
QList<DumpEntry> HostOffload::whole() const
{
    auto all = m_parts.catalogue.page({}, INT_MAX);
    if (!all)
        return {};
    all->entries.removeIf([](const DumpEntry &entry) { return !isWhole(entry.state); });
    return std::move(all->entries);
}

/// The oldest of those that were tried the fewest times: one that will not go does not keep the others back.
std::optional<DumpEntry> HostOffload::next()
{
    std::optional<DumpEntry> found;
    int fewest = INT_MAX;
    const QList<DumpEntry> all = whole();
    for (const DumpEntry &entry : all) {
        if (!awaits(entry)) {
            continue;
        }
        Tried &tried = m_tried[entry.id];
        if (tried.digest != entry.digest)
            tried = {entry.digest, 0, 0, false, {}};
        if (!tried.isLeft && tried.tries <= fewest) {
            fewest = tried.tries;
            found = entry;
        }
    }
    return found;
}

void HostOffload::lookNow()
{
    const bool ceased = m_parts.membership() && !m_parts.mayAct();
    if (!m_sending.isEmpty() && m_isSystems && ceased)
        m_stop.request_stop();
    if (m_sending.isEmpty() && !m_isRefused && !m_again.isActive()) {
        if (const auto entry = next()) {
            m_sending = entry->id;
            m_isSystems = entry->scope == DumpScope::System;
            m_stop = {};
            send(this, *entry);
        }
    }
    tell();
}

HostDelivery HostOffload::deliveryOf(const DumpEntry &entry, const QString &folder) const
{
    HostDelivery delivery{folder, m_settings.nodeId, m_settings.nodeName, entry.system, {}};
    delivery.replacesArchive = m_tried.value(entry.id).wrongBytes > 0;
    if (const Membership *system = m_parts.membership()) {
        for (const SystemMember &member : system->members)
            delivery.members.append(member.nodeId);
    }
    return delivery;
}

QCoro::Task<> HostOffload::send(QPointer<HostOffload> self, DumpEntry entry)
{
    const auto hold = self->m_parts.holds.hold(entry.id, self->m_name);
    if (!hold) {
        // It is being deleted or completed, which does not take long.
        self->m_sending.clear();
        self->m_again.start(Backoff::First);
        co_return;
    }
    Outcome outcome = co_await attempt(self, entry);
    if (!self)
        co_return;
    if (outcome)
        outcome = self->noteDelivered(entry, *outcome);
    self->m_parts.holds.release(*hold);
    self->m_sending.clear();
    if (self->m_isEnding)
        co_return;
    if (!outcome)
        self->noteFault(entry, outcome.error());
    self->look();
}

QCoro::Task<HostOffload::Outcome> HostOffload::attempt(QPointer<HostOffload> self, DumpEntry entry)
{
    Outcome outcome = agentEnds();
    const Result<QString> folder = co_await self->m_parts.shelf.folder(entry.id);
    if (!self || self->m_isEnding)
        co_return outcome;
    if (folder)
        outcome = co_await self->inBackground(self->deliveryOf(entry, *folder));
    else
        outcome = passing(folder.error());
    co_return outcome;
}

QCoro::Task<HostOffload::Outcome> HostOffload::inBackground(HostDelivery delivery)
{
    Completion<Outcome> completion;
    m_thread.start([this, delivery = std::move(delivery), config = m_settings.config,
                    stateFolder = m_settings.stateFolder, completion, stop = m_stop.get_token()] {
        letOthersGoFirst();
        const auto target = HostTarget::make(config, stateFolder);
        auto outcome = deliver(*target, delivery, stop);
        // The thread is waited for before this dies.
        QMetaObject::invokeMethod(
            this, [completion, outcome = std::move(outcome)] { completion.complete(outcome); },
            Qt::QueuedConnection);
    });
    const Outcome outcome = co_await completion;
    co_return outcome;
}

HostOffload::Outcome HostOffload::noteDelivered(const DumpEntry &entry, const Delivered &delivered)
{
    if (!delivered.isOtherMake) {
        const DumpCopy copy{m_name, now(), delivered.digest};
        if (const auto marked = m_parts.shelf.markOffloaded(entry.id, copy); !marked)
            return passing(marked.error());
    }
    qCInfo(logDumps).noquote() << (delivered.isOtherMake ? "event=hostHasDump dump="
                                                         : "event=hostGotDump dump=")
                               << entry.id << "to=" << m_name;
    m_settings.again.reset();
    Tried &tried = m_tried[entry.id];
    tried.error.reset();
    tried.isLeft = delivered.isOtherMake;
    if (!delivered.isOtherMake)
        m_tried.remove(entry.id);
    return delivered;
}

void HostOffload::noteFault(const DumpEntry &entry, const DeliveryFault &fault)
{
    if (fault.kind == FaultKind::Stopped)
        return;
    Tried &tried = m_tried[entry.id];
    ++tried.tries;
    tried.error = fault.error;
    if (fault.kind == FaultKind::WrongBytes)
        ++tried.wrongBytes;
    tried.isLeft = fault.kind == FaultKind::Dump || tried.wrongBytes >= m_settings.wrongBytesTries;
    qCWarning(logDumps).noquote() << "event=notOffloadedToHost dump=" << entry.id << describe(fault.error);
    if (fault.kind == FaultKind::Refused)
        refused();
    else if (!tried.isLeft)
        m_again.start(m_settings.again.next(QRandomGenerator::global()->generateDouble()));
}

/// To go on trying would only lock the account: until what is shown is another.
void HostOffload::refused()
{
    m_isRefused = true;
    const HostConfig &config = m_settings.config;
    for (const QString &file :
         {config.passwordFile, config.tokenFile, config.keyFile, config.certificateFile}) {
        if (!file.isEmpty())
            m_credentials.addPath(file);
    }
}

void HostOffload::tell()
{
    QStringList left;
    std::optional<Error> waiting;
    for (const auto &[id, tried] : m_tried.asKeyValueRange()) {
        const auto entry = m_parts.catalogue.entry(id);
        if (!tried.error || !entry || !awaits(*entry))
            continue;
        const QString where = tried.error->source.isEmpty() ? m_settings.config.target : tried.error->source;
        if (tried.isLeft) {
            left.append(DumpProblemPrefix + id);
            m_parts.problems.raise({left.last(),
                                    Health::Warning,
                                    where,
                                    u"dump %1 is not offloaded to the host: %2"_s.arg(id, tried.error->text),
                                    tried.error->remedy,
                                    {}});
        } else if (!waiting) {
            waiting = tried.error;
        }
    }
    m_parts.problems.clearOthers(DumpProblemPrefix, left);
    const Error why = waiting.value_or(Error());
    m_parts.problems.set(waiting.has_value(), {TargetProblem,
                                               Health::Warning,
                                               why.source.isEmpty() ? m_settings.config.target : why.source,
                                               u"dumps are not offloaded to the host: %1"_s.arg(why.text),
                                               why.remedy,
                                               {}});
}

} // namespace muster::agent
