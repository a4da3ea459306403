// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/etcd/etcdlease.h"

#include "agent/composite/etcd/leaseright.h"
#include "shared/log.h"

#include <QRandomGenerator>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

namespace muster::agent {

namespace {

constexpr milliseconds RevokePatience{2'000};

} // namespace

EtcdLease::EtcdLease(EtcdClient &client, std::chrono::seconds ttl, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_ttl(ttl)
{
    for (QTimer *const timer : {&m_renewal, &m_end}) {
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer);
    }
    connect(&m_renewal, &QTimer::timeout, this, &EtcdLease::renew);
    connect(&m_end, &QTimer::timeout, this, &EtcdLease::checkRight);
}

EtcdLease::~EtcdLease()
{
    m_life.request_stop();
}

QCoro::Task<Result<void>> EtcdLease::begin()
{
    const auto life = m_life.get_token();
    const auto asked = BootClock::now();
    const auto granted = co_await m_client.grant(m_ttl, m_ttl / RenewalsPerLease);
    if (life.stop_requested())
        co_return fail(ErrorCode::Cancelled, u"the lease is not needed any more"_s);
    if (!granted)
        co_return fail(granted.error());
    m_id = granted->id;
    take(asked, granted->ttl);
    co_return Result<void>();
}

void EtcdLease::giveUp()
{
    m_life.request_stop();
    m_renewal.stop();
    m_end.stop();
    if (!std::exchange(m_isOver, true) && m_id != 0)
        m_client.revoke(m_id, RevokePatience);
}

QCoro::Task<> EtcdLease::renew()
{
    const auto life = m_life.get_token();
    const auto asked = BootClock::now();
    const milliseconds interval = duration_cast<milliseconds>(m_ttl) / RenewalsPerLease;
    const auto answer = co_await m_client.keepAlive(m_id, interval);
    if (life.stop_requested())
        co_return;
    if (!answer) {
        m_trouble = answer.error();
        const double chance = QRandomGenerator::global()->generateDouble();
        m_renewal.start(std::min(m_backoff.next(chance), interval));
        co_return;
    }
    if (answer->ttl.count() > 0) {
        take(asked, answer->ttl);
        co_return;
    }
    m_isOver = true;
    m_end.stop();
    Q_EMIT ended();
}

void EtcdLease::take(BootClock::time_point asked, std::chrono::seconds ttl)
{
    m_trouble.reset();
    m_backoff.reset();
    // etcd may give more time than it was asked for.
    m_rightEnds = LeaseRight::end(asked, std::min(ttl, m_ttl));
    m_renewal.start(duration_cast<milliseconds>(m_ttl) / RenewalsPerLease);
    checkRight();
}

void EtcdLease::checkRight()
{
    const bool has = holds();
    if (has) {
        const auto left = duration_cast<milliseconds>(m_rightEnds - BootClock::now());
        m_end.start(std::max(left, milliseconds(0)) + milliseconds(1));
    }
    if (std::exchange(m_toldRight, has) != has)
        Q_EMIT rightChanged();
}

} // namespace muster::agent
