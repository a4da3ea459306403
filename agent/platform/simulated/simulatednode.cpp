// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/simulated/simulatednode.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

QString idOf(const QString &hostname, QLatin1StringView what)
{
    const QByteArray seed = (hostname + what).toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(seed, QCryptographicHash::Sha256).toHex().first(32));
}

} // namespace

SimulatedNode::SimulatedNode(const QString &hostname, QObject *parent)
    : NodePlatform(parent)
{
    m_facts.hostname = hostname;
    m_facts.machineId = idOf(hostname, "machine"_L1);
    m_facts.bootId = idOf(hostname, "boot"_L1);
    m_facts.os = u"Simulated machine"_s;
    m_facts.kernel = u"none"_s;
    m_facts.architecture = u"none"_s;
    m_facts.agentVersion = QStringLiteral(MUSTER_VERSION);
    m_facts.bootedAt = now();
    m_facts.clockSynchronized = true;
}

QString SimulatedNode::name() const
{
    return u"simulated"_s;
}

NodeFacts SimulatedNode::facts() const
{
    NodeFacts facts = m_facts;
    facts.clock = now() + std::chrono::milliseconds(m_ahead);
    return facts;
}

void SimulatedNode::rename(const QString &hostname)
{
    m_facts.hostname = hostname;
    Q_EMIT factsChanged();
}

void SimulatedNode::setClock(qint64 aheadMilliseconds)
{
    const qint64 jump = aheadMilliseconds - std::exchange(m_ahead, aheadMilliseconds);
    Q_EMIT clockJumped(jump);
}

} // namespace muster::agent
