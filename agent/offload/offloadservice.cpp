// SPDX-License-Identifier: Apache-2.0
#include "agent/offload/offloadservice.h"

#include "agent/dumps/dumpholds.h"
#include "agent/offload/dumpshelf.h"
#include "agent/service/backgroundthread.h"
#include "agent/trust/knownpeers.h"
#include "shared/log.h"
#include "shared/wire/completion.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr std::chrono::seconds ExpiryInterval{15};

QString nameOf(const OffloadService::Caller &caller, const QString &to)
{
    return to.isEmpty() ? caller.name : u"%1 (%2)"_s.arg(caller.name, to);
}

std::unexpected<Error> serviceEnded()
{
    return fail(ErrorCode::Cancelled, u"the agent is ending"_s);
}

} // namespace

OffloadService::OffloadService(DumpShelf &shelf, DumpHolds &holds, KnownPeers &peers,
                               const Settings &settings, QObject *parent)
    : QObject(parent)
    , m_shelf(shelf)
    , m_holds(holds)
    , m_peers(peers)
    , m_settings(settings)
    , m_tickets(settings.limits)
{
    m_sealing.setMaxThreadCount(1);
    m_sealing.setExpiryTimeout(0);
    m_expiry.setInterval(ExpiryInterval);
    connect(&m_expiry, &QTimer::timeout, this, [this] { expire(OffloadTicket::Clock::now()); });
    // Who is not known any more, or may less now, stops fetching at once.
    connect(&peers, &KnownPeers::termsChanged, this, [this](const QString &nodeId) {
        const auto terms = m_peers.find(nodeId);
        if (!terms || (terms->role < Role::Operator && !terms->isMember))
            close([&nodeId](const OffloadTicket &ticket) { return ticket.terms().peerId == nodeId; });
    });
}

OffloadService::~OffloadService()
{
    m_life.request_stop();
    m_sealing.waitForDone();
    // Whoever waits for a ticket gets to know now that there will be none.
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
    close([](const OffloadTicket &) { return true; });
}

QCoro::Task<Result<DumpTicket>> OffloadService::offload(Caller caller, DumpOffloadParams params)
{
    if (const auto entry = m_shelf.entry(params.id); !entry)
        co_return fail(entry.error());
    const QString who = nameOf(caller, params.to);
    const auto hold = m_holds.hold(params.id, who);
    if (!hold)
        co_return fail(hold.error());
    const QPointer<OffloadService> self(this);
    const Result<Proof> proof = co_await prove(self, params.id, params.isDamaged || isSuspect(params.id));
    if (!self)
        co_return serviceEnded();
    auto ticket = proof.and_then([&](const Proof &one) {
        return m_tickets.open({{}, caller.nodeId, params.id, who, one.folder, one.seal, *hold});
    });
    if (!ticket) {
        m_holds.release(*hold);
        co_return fail(ticket.error());
    }
    m_expiry.start();
    const OffloadTicket::Terms &terms = (*ticket)->terms();
    // Who asks again for the same place has lost the ticket that it had: it was killed, or its link was cut.
    close([&](const OffloadTicket &other) {
        const OffloadTicket::Terms &its = other.terms();
        return !params.to.isEmpty() && its.peerId == terms.peerId && its.dumpId == terms.dumpId
               && its.who == terms.who && its.word != terms.word;
    });
    qCInfo(logStore).noquote() << "event=offloadBegun dump=" << params.id << "to=" << who;
    co_return DumpTicket{terms.word, params.id, terms.seal.size, terms.seal.digest,
                         int(m_settings.ticketTime.count())};
}

/// What was made is what is sent. One whose files seem to be others is mended first, once.
QCoro::Task<Result<OffloadService::Proof>> OffloadService::prove(QPointer<OffloadService> self, QString id,
                                                                 bool isDamaged)
{
    for (;;) {
        if (isDamaged) {
            const Result<void> mended = co_await self->m_shelf.mend(id);
            if (!self)
                co_return serviceEnded();
            if (!mended)
                co_return fail(mended.error());
            self->m_suspects.remove(id);
        }
        const Result<QString> folder = co_await self->m_shelf.folder(id);
        if (!self)
            co_return serviceEnded();
        if (!folder)
            co_return fail(folder.error());
        const Result<DumpSeal> seal = co_await self->sealInBackground(*folder);
        if (!self)
            co_return serviceEnded();
        const auto entry = self->m_shelf.entry(id);
        const bool isOther = seal && entry && !entry->digest.isEmpty() && entry->digest != seal->digest;
        if (seal && !isOther)
            co_return Proof{*folder, *seal};
        if (!seal && (isDamaged || seal.error().code == ErrorCode::Cancelled))
            co_return fail(seal.error());
        if (isDamaged)
            co_return fail(ErrorCode::Io, u"dump %1 is not what it was when it was made"_s.arg(id), *folder);
        isDamaged = true;
    }
}

QCoro::Task<Result<DumpSeal>> OffloadService::sealInBackground(QString folder)
{
    Completion<Result<DumpSeal>> completion;
    m_sealing.start([this, folder, completion, stop = m_life.get_token()] {
        letOthersGoFirst();
        auto made = sealed(folder, stop);
        // The thread is waited for before this dies.
        QMetaObject::invokeMethod(
            this, [completion, made = std::move(made)] { completion.complete(made); }, Qt::QueuedConnection);
    });
    const Result<DumpSeal> answer = co_await completion;
    co_return answer;
}

Result<DumpEntry> OffloadService::acknowledge(const Caller &caller, const DumpAcknowledgeParams &params)
{
    const auto entry = m_shelf.entry(params.id);
    if (!entry)
        return entry;
    QString digest = entry->digest;
    QString who = caller.name;
    if (const auto ticket = m_tickets.claim(params.ticket, caller.nodeId);
        ticket && (*ticket)->terms().dumpId == params.id) {
        digest = (*ticket)->terms().seal.digest;
        who = (*ticket)->terms().who;
    }
    if (digest != params.digest) {
        return fail({ErrorCode::Conflict,
                     u"dump %1 has the digest %2, not %3"_s.arg(params.id, digest, params.digest),
                     {},
                     u"params.digest"_s,
                     u"fetch the dump again; what you have is another one"_s});
    }
    if (const auto marked = m_shelf.markOffloaded(params.id, {who, now(), digest}); !marked)
        return fail(marked.error());
    close([&](const OffloadTicket &ticket) {
        return ticket.terms().peerId == caller.nodeId && ticket.terms().word == params.ticket;
    });
    qCInfo(logStore).noquote() << "event=offloaded dump=" << params.id << "to=" << who;
    return m_shelf.entry(params.id);
}

void OffloadService::release(const Caller &caller, const QString &ticket)
{
    close([&](const OffloadTicket &one) {
        return one.terms().peerId == caller.nodeId && one.terms().word == ticket;
    });
}

/// Whether somebody could not be sent a dump because its files could not be read.
bool OffloadService::isSuspect(const QString &dumpId)
{
    close([&dumpId](const OffloadTicket &ticket) {
        return ticket.terms().dumpId == dumpId && ticket.isUnreadable();
    });
    return m_suspects.contains(dumpId);
}

void OffloadService::expire(OffloadTicket::Clock::time_point now)
{
    close([&](const OffloadTicket &ticket) { return now - ticket.lastProgress() >= m_settings.ticketTime; });
}

void OffloadService::close(const std::function<bool(const OffloadTicket &)> &goes)
{
    const auto closed = m_tickets.closeIf(goes);
    for (const auto &ticket : closed) {
        if (ticket->isUnreadable())
            m_suspects.insert(ticket->terms().dumpId);
        m_holds.release(ticket->terms().hold);
    }
    if (m_tickets.isEmpty())
        m_expiry.stop();
}

} // namespace muster::agent
