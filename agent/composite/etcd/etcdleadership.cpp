// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/etcd/etcdleadership.h"

#include "shared/log.h"

#include <QRandomGenerator>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace muster::agent {

namespace {

// The system's keys, below PREFIX/systems/ID/.
const auto CoordinatorKey = u"coordinator"_s; ///< node id of who acts
const auto SuccessorKey =
    u"successor"_s; ///< node id of who is asked to act; hangs on the coordinator's lease
const auto TermsKey = u"terms"_s; ///< what is added to the numbers of etcd's changes
const auto OfferKey = u"offer"_s; ///< node id of who is ready to; hangs on the lease that the key will have

constexpr qint64 HighestBase = INT64_MAX / 2;

std::unexpected<Error> isOver()
{
    return fail(ErrorCode::Cancelled, u"the membership has changed meanwhile"_s);
}

bool isElected(const Membership *membership, const QString &ownId)
{
    return membership && !membership->isDissolved && membership->member(ownId)
           && membership->settings.coordinatorMode == CoordinatorMode::Etcd;
}

} // namespace

EtcdLeadership::EtcdLeadership(QString ownId, EtcdConfig config, QObject *parent)
    : Leadership(parent)
    , m_ownId(std::move(ownId))
    , m_config(std::move(config))
{
    for (QTimer *const timer : {&m_turn, &m_settling, &m_successorLate})
        timer->setSingleShot(true);
    m_turn.setTimerType(Qt::PreciseTimer);
    connect(&m_turn, &QTimer::timeout, this, &EtcdLeadership::campaign);
    connect(&m_settling, &QTimer::timeout, this, &EtcdLeadership::checkOther);
    connect(&m_successorLate, &QTimer::timeout, this, [this] {
        if (m_awaited)
            m_awaited->complete(std::nullopt);
    });
}

EtcdLeadership::~EtcdLeadership()
{
    m_round.request_stop();
    if (m_awaited)
        m_awaited->complete(std::nullopt);
}

void EtcdLeadership::setMembership(const Membership &membership, BootClock::time_point)
{
    follow(&membership);
}

void EtcdLeadership::follow(const Membership *membership)
{
    const Membership next = isElected(membership, m_ownId) ? *membership : Membership();
    const bool isSameElection =
        next.id == m_membership.id && next.settings.leaseSeconds == m_membership.settings.leaseSeconds;
    m_membership = next;
    if (isSameElection) {
        consider(); // a key may be a member's now, or nobody's
        return;
    }
    giveUp();
    if (!m_membership.id.isEmpty())
        begin();
    Q_EMIT changed();
}

void EtcdLeadership::begin()
{
    m_round = std::stop_source();
    if (!m_client)
        m_client = std::make_unique<EtcdClient>(m_config);
    const QString folder = m_config.prefix + u"/systems/"_s + m_membership.id + u'/';
    m_keys = std::make_unique<SystemKeys>(*m_client, folder, leaseTime());
    connect(m_keys.get(), &SystemKeys::changed, this, &EtcdLeadership::consider);
    m_keys->start();
}

void EtcdLeadership::giveUp()
{
    m_round.request_stop();
    for (QTimer *const timer : {&m_turn, &m_settling, &m_successorLate})
        timer->stop();
    m_held = 0;
    m_isCampaigning = false;
    m_isSettled = false;
    m_isHandingOver = false;
    m_hasStopped = false;
    m_otherLease = 0;
    m_answered = 0;
    m_trouble.reset();
    m_hub.clear();
    m_seenTerm = 0;
    dropLease(m_lease);
    dropLease(m_offered);
    if (m_keys) {
        m_keys->disconnect(this);
        m_keys->stop();
        m_keys.release()->deleteLater(); // it may be it that tells of something just now
    }
    if (m_awaited)
        m_successorLate.start(0);
}

seconds EtcdLeadership::leaseTime() const
{
    return seconds(m_membership.settings.leaseSeconds);
}

milliseconds EtcdLeadership::patience() const
{
    return milliseconds(leaseTime()) / EtcdLease::RenewalsPerLease;
}

std::unique_ptr<EtcdLease> EtcdLeadership::makeLease()
{
    auto lease = std::make_unique<EtcdLease>(*m_client, leaseTime());
    connect(lease.get(), &EtcdLease::rightChanged, this, &EtcdLeadership::changed);
    connect(lease.get(), &EtcdLease::ended, this, &EtcdLeadership::consider);
    return lease;
}

void EtcdLeadership::dropLease(std::unique_ptr<EtcdLease> &lease)
{
    if (!lease)
        return;
    lease->disconnect(this);
    lease->giveUp();
    lease.release()->deleteLater(); // it may be it that tells of something just now
}

/// What to do about what etcd holds now.
void EtcdLeadership::consider()
{
    const auto round = m_round.get_token();
    if (m_keys && m_keys->isKnown()) {
        considerHolder(m_keys->entry(CoordinatorKey));
        considerRequest();
    }
    Q_EMIT changed();
    if (!round.stop_requested())
        considerOffer();
}

void EtcdLeadership::considerHolder(const std::optional<EtcdEntry> &key)
{
    const QString holder = key ? QString::fromUtf8(key->value) : QString();
    if (key && isMember(holder))
        noteHolder(holder, termBase() + key->modRevision);
    for (auto *const lease : {&m_offered, &m_lease}) {
        if (!key || !*lease || holder != m_ownId || key->lease != (*lease)->id())
            continue;
        if (lease == &m_offered) {
            // Who handed it over has stopped before.
            dropLease(m_lease);
            m_lease = std::move(m_offered);
            m_isSettled = true;
        }
        hold(*key);
        return;
    }
    if (isHeld())
        loseKey();
    if (m_isCampaigning)
        return;
    if (!key) {
        takeTurn(turn(), 0);
    } else if (holder == m_ownId && key->lease != 0) {
        // Of this agent before it was started anew: it does not act any more.
        takeTurn(milliseconds(0), key->modRevision);
    } else if (!isMember(holder) && key->lease != 0) {
        // It has a lease to hear that it is no member any more, or we have one to hear that it is.
        m_otherLease = key->lease;
        takeTurn(leaseTime() + turn(), key->modRevision);
    } else {
        if (key->lease != 0)
            m_otherLease = key->lease;
        m_turn.stop();
    }
}

void EtcdLeadership::hold(const EtcdEntry &key)
{
    m_turn.stop();
    m_trouble.reset();
    m_backoff.reset();
    if (std::exchange(m_held, key.modRevision) != key.modRevision)
        qCInfo(logNet, "etcd=held revision=%lld", qlonglong(m_held));
}

void EtcdLeadership::loseKey()
{
    qCInfo(logNet, "etcd=gone revision=%lld", qlonglong(m_held));
    m_held = 0;
    m_isSettled = false;
    m_otherLease = 0;
    m_settling.stop();
    dropLease(m_lease);
    if (m_awaited)
        m_successorLate.start(0);
}

/// As one who is asked to act.
void EtcdLeadership::considerRequest()
{
    const auto key = m_keys->entry(CoordinatorKey);
    const auto request = m_keys->entry(SuccessorKey);
    const bool isAsked = key && request && request->value == m_ownId.toUtf8() && request->lease == key->lease;
    if (!isAsked)
        dropLease(m_offered);
    else if (m_answered != request->modRevision && !isHeld())
        offer(*request);
}

/// As one who asked. Goes on with the handing over, so it is the last that is done.
void EtcdLeadership::considerOffer()
{
    if (!m_awaited || !m_keys)
        return;
    const auto offered = m_keys->entry(OfferKey);
    if (offered && offered->value == m_successor.toUtf8() && offered->modRevision > m_askedAt)
        m_awaited->complete(*offered);
}

/// The preferred member first, the others after it by their number.
milliseconds EtcdLeadership::turn() const
{
    const auto chance = QRandomGenerator::global()->generateDouble();
    if (m_membership.coordinator == m_ownId)
        return milliseconds(0);
    const SystemMember *own = m_membership.member(m_ownId);
    const int place = own ? own->instance : MaxTurns;
    const auto wait = TurnStep * std::min(place, MaxTurns);
    return wait + milliseconds(qint64(double((place < MaxTurns ? TurnStep : wait).count()) * chance));
}

void EtcdLeadership::takeTurn(milliseconds after, qint64 replaced)
{
    if (m_turn.isActive() && m_replaced == replaced)
        return;
    m_replaced = replaced;
    m_turn.start(after);
}

QCoro::Task<> EtcdLeadership::campaign()
{
    const auto round = m_round.get_token();
    if (m_isCampaigning || isHeld() || !m_keys)
        co_return;
    m_isCampaigning = true;
    m_isSettled = false;
    dropLease(m_lease);
    m_lease = makeLease();
    const auto won = co_await takeKey();
    if (round.stop_requested())
        co_return;
    m_isCampaigning = false;
    if (isHeld()) {
        settle();
    } else {
        dropLease(m_lease);
        if (!won)
            tryLater(won.error());
    }
    consider();
}

/// Puts our name into the key if it is as we know it.
QCoro::Task<Result<void>> EtcdLeadership::takeKey()
{
    const auto round = m_round.get_token();
    const auto begun = co_await m_lease->begin();
    if (round.stop_requested())
        co_return isOver();
    if (!begun)
        co_return fail(begun.error());
    const qint64 lease = m_lease->id();
    const QString key = m_keys->key(CoordinatorKey);
    EtcdTxn txn{{{key, m_replaced}}, {{key, m_ownId.toUtf8(), lease}}, {}, key};
    const bool isBehind = termBase() + m_keys->revision() < m_seenTerm; // etcd was set up anew
    const QByteArray base = QByteArray::number(m_seenTerm);
    if (isBehind) {
        const auto before = m_keys->entry(TermsKey).value_or(EtcdEntry());
        txn.guards.append({m_keys->key(TermsKey), before.modRevision});
        txn.puts.append({m_keys->key(TermsKey), base, 0});
    }
    const auto answer = co_await m_client->txn(txn, patience());
    if (round.stop_requested())
        co_return isOver();
    if (!answer)
        co_return fail(answer.error());
    if (answer->isDone && isBehind)
        m_keys->note(TermsKey, {base, answer->revision, 0});
    // One that was sent twice, for the first answer was lost, finds itself there.
    if (answer->isDone)
        m_keys->note(CoordinatorKey, {m_ownId.toUtf8(), answer->revision, lease});
    else if (answer->instead)
        m_keys->note(CoordinatorKey, *answer->instead);
    considerHolder(m_keys->entry(CoordinatorKey));
    co_return Result<void>();
}

void EtcdLeadership::tryLater(const Error &why)
{
    qCInfo(logNet, "etcd=refused reason=\"%ls\"", qUtf16Printable(describe(why)));
    m_trouble = why;
    const auto wait = m_backoff.next(QRandomGenerator::global()->generateDouble());
    m_turn.start(std::min(wait, milliseconds(leaseTime())));
}

/// Begins to act once who held the key before cannot do so any more. As a rule the key was free because that
/// one's lease is over.
void EtcdLeadership::settle()
{
    if (m_isSettled)
        return;
    if (m_otherLease == 0)
        m_isSettled = true;
    else
        m_settling.start(Settling);
}

QCoro::Task<> EtcdLeadership::checkOther()
{
    const auto round = m_round.get_token();
    const qint64 held = m_held;
    const qint64 other = m_otherLease;
    const auto isMoot = [&] { return round.stop_requested() || m_held != held || m_isSettled; };
    auto wait = milliseconds(0);
    if (other != 0) {
        const auto left = co_await m_client->timeToLive(other, patience());
        if (isMoot())
            co_return;
        bool isEnding = left && left->ttl.count() < 0;
        if (left && !isEnding) {
            const auto revoked = co_await m_client->revoke(other, patience());
            if (isMoot())
                co_return;
            // It may believe in it until it would have run out. What etcd tells is rounded down.
            isEnding = revoked.has_value();
            wait = left->ttl + seconds(1);
        }
        if (!isEnding)
            wait = Settling;
        else
            m_otherLease = 0;
    }
    if (wait > milliseconds(0)) {
        m_settling.start(wait);
        co_return;
    }
    m_isSettled = true;
    Q_EMIT changed();
}

/// Makes the lease that we will act with, and tells the coordinator of it.
QCoro::Task<> EtcdLeadership::offer(EtcdEntry request)
{
    const auto round = m_round.get_token();
    m_answered = request.modRevision;
    dropLease(m_offered);
    m_offered = makeLease();
    const auto begun = co_await m_offered->begin();
    if (round.stop_requested() || m_answered != request.modRevision || !m_offered)
        co_return;
    if (begun) {
        const EtcdTxn txn{{{m_keys->key(SuccessorKey), request.modRevision}},
                          {{m_keys->key(OfferKey), m_ownId.toUtf8(), m_offered->id()}},
                          {},
                          {}};
        const auto answer = co_await m_client->txn(txn, patience());
        if (round.stop_requested() || m_answered != request.modRevision || (answer && answer->isDone))
            co_return;
    }
    dropLease(m_offered); // who asked goes on
}

QCoro::Task<Result<void>> EtcdLeadership::handOver(QString nodeId)
{
    const auto round = m_round.get_token();
    if (!mayAct())
        co_return fail(ErrorCode::Conflict, u"this node does not act as coordinator"_s);
    if (nodeId == m_ownId)
        co_return fail(ErrorCode::Conflict, u"this node is the coordinator already"_s);
    if (!isMember(nodeId))
        co_return fail(ErrorCode::NotFound, u"there is no such member"_s, u"member"_s);
    if (m_isHandingOver)
        co_return fail(ErrorCode::Busy, u"it is being handed over already"_s);
    m_isHandingOver = true;
    auto outcome = Result<void>();
    const auto offered = co_await askSuccessor(nodeId);
    if (round.stop_requested())
        co_return isOver();
    if (offered)
        outcome = co_await swap(nodeId, *offered);
    else
        outcome = fail(offered.error());
    if (!round.stop_requested())
        m_isHandingOver = false;
    co_return outcome;
}

/// @return what the successor offers to act with
QCoro::Task<Result<EtcdEntry>> EtcdLeadership::askSuccessor(QString nodeId)
{
    const auto round = m_round.get_token();
    const EtcdTxn request{{{m_keys->key(CoordinatorKey), m_held}},
                          {{m_keys->key(SuccessorKey), nodeId.toUtf8(), m_lease->id()}},
                          {m_keys->key(OfferKey)},
                          {}};
    const auto asked = co_await m_client->txn(request, patience());
    if (round.stop_requested())
        co_return isOver();
    if (!asked)
        co_return fail(asked.error());
    if (!asked->isDone || !isHeld())
        co_return fail(ErrorCode::Conflict, u"this node does not hold the system's key any more"_s);
    m_successor = nodeId;
    m_askedAt = asked->revision;
    const auto awaited = m_awaited.emplace();
    m_successorLate.start(HandOverPatience);
    considerOffer();
    const auto offered = co_await awaited;
    if (round.stop_requested())
        co_return isOver();
    m_awaited.reset();
    m_successorLate.stop();
    if (offered && isHeld())
        co_return *offered;
    if (!isHeld())
        co_return fail(ErrorCode::Conflict, u"this node does not hold the system's key any more"_s);
    const EtcdTxn withdrawal{
        {{m_keys->key(CoordinatorKey), m_held}}, {}, {m_keys->key(SuccessorKey), m_keys->key(OfferKey)}, {}};
    m_client->txn(withdrawal, patience());
    co_return fail(Error{ErrorCode::Timeout,
                         u"the member did not say in time that it is ready; this node goes on"_s,
                         nodeId,
                         {},
                         u"see whether its agent runs and reaches etcd"_s});
}

/// From before the key is the other's until it is sure that it is not, this node does not act.
QCoro::Task<Result<void>> EtcdLeadership::swap(QString nodeId, EtcdEntry offered)
{
    const auto round = m_round.get_token();
    const QString key = m_keys->key(CoordinatorKey);
    const EtcdTxn txn{{{key, m_held}, {m_keys->key(OfferKey), offered.modRevision}},
                      {{key, nodeId.toUtf8(), offered.lease}},
                      {m_keys->key(SuccessorKey), m_keys->key(OfferKey)},
                      key};
    m_hasStopped = true;
    const auto answer = co_await m_client->txn(txn, patience());
    if (round.stop_requested())
        co_return isOver();
    m_hasStopped = false;
    if (!answer) {
        // It may have been done, or be done yet: only without the key it is sure that two do not act.
        if (isHeld())
            loseKey();
        consider();
        co_return fail(answer.error());
    }
    if (answer->isDone)
        m_keys->note(CoordinatorKey, {nodeId.toUtf8(), answer->revision, offered.lease});
    else if (answer->instead)
        m_keys->note(CoordinatorKey, *answer->instead);
    else if (isHeld())
        loseKey();
    consider();
    if (!round.stop_requested() && hub() == nodeId)
        co_return Result<void>();
    co_return fail(ErrorCode::Conflict, u"the member has withdrawn; this node goes on"_s);
}

QCoro::Task<> EtcdLeadership::leave()
{
    const qint64 lease = m_lease ? m_lease->id() : 0;
    follow(nullptr);
    if (lease != 0)
        static_cast<void>(co_await m_client->revoke(lease, LeavePatience)); // else it runs out
}

bool EtcdLeadership::mayAct() const
{
    return isHeld() && m_isSettled && !m_hasStopped && m_lease && m_lease->holds();
}

CoordinatorView EtcdLeadership::view() const
{
    if (m_keys && mayAct())
        return {m_ownId, true, termBase() + m_held, {}, m_heldSince};
    if (!m_keys || !m_keys->isKnown())
        return {{}, false, m_seenTerm, whyNone(), {}};
    const auto key = m_keys->entry(CoordinatorKey);
    const QString holder = key ? QString::fromUtf8(key->value) : QString();
    if (key && holder != m_ownId && isMember(holder) && key->lease != 0)
        return {holder, true, termBase() + key->modRevision, {}, m_heldSince};
    return {{}, false, m_seenTerm, whyNone(), {}};
}

/// One sentence.
QString EtcdLeadership::whyNone() const
{
    if (!m_keys)
        return u"this node is in no system whose coordinator is elected through etcd"_s;
    if (m_hasStopped)
        return u"the coordinator is being handed over at this moment"_s;
    if (m_lease && isHeld() && m_lease->trouble())
        return u"etcd has not confirmed this node as coordinator in time: %1"_s.arg(
            describe(*m_lease->trouble()));
    if (const auto trouble = m_keys->trouble())
        return u"etcd does not say who coordinates: %1"_s.arg(describe(*trouble));
    if (!m_keys->isKnown())
        return u"etcd has not said yet who coordinates"_s;
    if (isHeld())
        return u"this node takes over, and waits until it is sure that nobody else acts"_s;
    const auto key = m_keys->entry(CoordinatorKey);
    if (key && key->lease == 0) {
        return u"the key %1 in etcd was written by hand, so nobody acts; delete it: etcdctl del %1"_s.arg(
            m_keys->key(CoordinatorKey));
    }
    if (key && !isMember(QString::fromUtf8(key->value)))
        return u"the key %1 in etcd is held by a node that is no member"_s.arg(m_keys->key(CoordinatorKey));
    if (m_trouble)
        return u"this node cannot take over: %1"_s.arg(describe(*m_trouble));
    return u"no member holds the system's key in etcd; one takes it within moments"_s;
}

QString EtcdLeadership::hub() const
{
    return isMember(m_hub) ? m_hub : m_membership.coordinator;
}

qint64 EtcdLeadership::termBase() const
{
    const auto base = m_keys->entry(TermsKey);
    return base ? std::clamp(base->value.toLongLong(), qint64(0), HighestBase) : 0;
}

void EtcdLeadership::noteHolder(const QString &nodeId, qint64 term)
{
    m_seenTerm = std::max(m_seenTerm, term);
    if (std::exchange(m_hub, nodeId) != nodeId)
        m_heldSince = now();
}

} // namespace muster::agent
