// SPDX-License-Identifier: Apache-2.0
#include "agent/restore/outagerecord.h"

#include "shared/log.h"
#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"

#include "agent/events/eventlog.h"
#include "agent/platform/nodeplatform.h"
#include "agent/platform/restoreplatform.h"
#include "agent/state/facetsource.h"
#include "agent/state/problems.h"

#include <QCryptographicHash>

#include <utility>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qint64 MaxOutageFileBytes = 64LL * 1024;

/// The same for one boot of one node, and for no other.
QString outageId(const QString &nodeId, const QString &bootId)
{
    const QByteArray seed = (nodeId + u' ' + bootId).toUtf8();
    const QByteArray hash = QCryptographicHash::hash(seed, QCryptographicHash::Sha256).toHex();
    return QString::fromLatin1(hash.first(OutageIdLength));
}

QString verdictText(const Outage &outage)
{
    switch (outage.verdict) {
    case OutageVerdict::Lost:
        return u"This node lost its power: "_s + outage.why;
    case OutageVerdict::Kept:
        return u"This node kept its power: "_s + outage.why;
    case OutageVerdict::Unknown:
        break;
    }
    return u"Whether this node lost its power is not known: "_s + outage.why;
}

} // namespace

OutageRecord::OutageRecord(const Parts &parts, QString nodeId, QString file, const Settings &settings,
                           QObject *parent)
    : QObject(parent)
    , d(parts)
    , m_nodeId(std::move(nodeId))
    , m_file(std::move(file))
    , m_settings(settings)
{
    m_settle.setSingleShot(true);
    connect(&m_settle, &QTimer::timeout, this, &OutageRecord::judge);
    m_off.setSingleShot(true);
    connect(&m_off, &QTimer::timeout, this, [this] { setPower(PowerWas::Off); });
    const auto text = readFile(m_file, MaxOutageFileBytes);
    if (!text && text.error().code == ErrorCode::NotFound)
        return;
    const auto kept =
        text.and_then([](const QByteArray &json) { return fromJson<Memory>(json, MaxOutageFileBytes); });
    if (!kept) {
        qCWarning(logStore).noquote() << "outage=forgotten" << describe(kept.error());
        return;
    }
    m_before = PowerMemory{kept->bootId, kept->wasOrderly, kept->hadChassis, kept->power};
    m_memory = *kept;
}

OutageRecord::~OutageRecord()
{
    for (const auto &wait : std::exchange(m_waits, {}))
        wait.complete(fail(ErrorCode::Unavailable, u"the agent is ending"_s));
}

void OutageRecord::start(const QString &systemId)
{
    m_systemId = systemId;
    const QString bootId = d.node.facts().bootId;
    const bool isSameBoot = !bootId.isEmpty() && m_before && m_before->bootId == bootId;
    connect(&d.own, &NodeFacetsSource::changed, this, &OutageRecord::look);
    if (isSameBoot && m_memory.outage) {
        // An end of this boot that was announced has not come.
        if (std::exchange(m_memory.wasOrderly, false))
            (void)store();
        remember();
        Q_EMIT changed();
        return;
    }
    m_memory.outage.reset();
    m_memory.bootId = bootId;
    if (d.platform)
        connect(d.platform, &RestorePlatform::changed, this, &OutageRecord::look);
    m_settle.start(m_settings.settle);
    look();
}

void OutageRecord::look()
{
    if (m_memory.outage) {
        remember();
        return;
    }
    PowerSigns signs;
    signs.bootId = m_memory.bootId;
    signs.chassis = chassisPowerOf(d.own.facets().facets);
    if (!needsChassis(m_before, signs))
        judge();
}

void OutageRecord::judge()
{
    if (m_memory.outage)
        return;
    PowerSigns signs;
    signs.bootId = m_memory.bootId;
    signs.chassis = chassisPowerOf(d.own.facets().facets);
    if (d.platform)
        signs.startCause = d.platform->startCause();
    // The cause is told later than the power at times.
    const OutageJudgement judgement = judgeOutage(m_before, signs);
    const bool mayBecomeKnown = judgement.verdict == OutageVerdict::Unknown && m_before
                                && m_before->hadChassis && signs.startCause.isEmpty() && d.platform;
    if (mayBecomeKnown && m_settle.isActive())
        return;
    conclude(judgement);
}

void OutageRecord::conclude(const OutageJudgement &judgement)
{
    m_settle.stop();
    Outage outage;
    outage.id = outageId(m_nodeId, m_memory.bootId);
    outage.system = m_systemId;
    outage.verdict = judgement.verdict;
    outage.why = judgement.why;
    outage.powerWas = m_before ? m_before->power : PowerWas::Unknown;
    outage.foundAt = now();
    m_memory.outage = outage;
    m_memory.wasOrderly = false;
    m_memory.hadChassis = m_before && m_before->hadChassis;
    m_memory.power = PowerWas::Unknown;
    (void)store();
    const Health severity = outage.verdict == OutageVerdict::Kept ? Health::OK : Health::Warning;
    // That nothing is known of the time before the first start is in order.
    d.events.append(
        {Topic::Node, events::OutageFound, m_before ? severity : Health::OK, outage.id, verdictText(outage)},
        outage);
    qCInfo(logPlatform).noquote() << "event=outageJudged verdict=" << int(outage.verdict) << outage.why;
    remember();
    for (const auto &wait : std::exchange(m_waits, {}))
        wait.complete(outage);
    Q_EMIT changed();
}

QCoro::Task<Result<Outage>> OutageRecord::known()
{
    Result<Outage> answer = fail(ErrorCode::Busy, u"too many wait for it already"_s);
    if (m_memory.outage) {
        answer = *m_memory.outage;
        co_return answer;
    }
    if (qsizetype(m_waits.size()) >= MaxWaits)
        co_return answer;
    const Completion<Result<Outage>> wait;
    m_waits.push_back(wait);
    answer = co_await wait;
    co_return answer;
}

/// Notes what the next start has to know.
void OutageRecord::remember()
{
    const QList<FacetValue> facets = d.own.facets().facets;
    if (hasChassis(facets) && !std::exchange(m_memory.hadChassis, true))
        (void)store();
    if (m_memory.hadChassis) {
        const PowerWas power = chassisPowerOf(facets);
        // Who tells of it may end first, as in a shutdown: its last word stands.
        if (power == PowerWas::On || m_memory.power == PowerWas::Off)
            m_off.stop();
        if (power == PowerWas::On || (power == PowerWas::Off && m_memory.power == PowerWas::Unknown))
            setPower(power);
        else if (power == PowerWas::Off && m_memory.power == PowerWas::On && !m_off.isActive())
            m_off.start(m_settings.offAfter);
        return;
    }
    const auto host = std::ranges::find(facets, Facet::Host, &FacetValue::facet);
    if (host == facets.cend())
        return;
    if (host->value == "TransitioningToOff"_L1)
        return setOrderly(true);
    if (host->value == "Running"_L1) {
        setOrderly(false); // it was called off
        setPower(PowerWas::On);
    }
}

void OutageRecord::setPower(PowerWas power)
{
    if (std::exchange(m_memory.power, power) != power)
        (void)store();
}

void OutageRecord::setOrderly(bool isOrderly)
{
    if (std::exchange(m_memory.wasOrderly, isOrderly) != isOrderly)
        (void)store();
}

Result<void> OutageRecord::setDecision(const QString &decisionId)
{
    if (!m_memory.outage || m_memory.outage->decision == decisionId)
        return {};
    m_memory.outage->decision = decisionId;
    auto stored = store();
    Q_EMIT changed();
    return stored;
}

Result<void> OutageRecord::setAlone(const QString &what)
{
    if (!m_memory.outage)
        return {};
    m_memory.outage->alone = what;
    auto stored = store();
    Q_EMIT changed();
    return stored;
}

QCoro::Task<> OutageRecord::noteStopping()
{
    return askWhetherGoingDown(this);
}

/// Whoever has time to ask it to end has power: a chassis that is off was switched off.
QCoro::Task<> OutageRecord::askWhetherGoingDown(QPointer<OutageRecord> self)
{
    if (!self->m_memory.outage)
        co_return;
    if (self->m_off.isActive())
        self->setPower(PowerWas::Off);
    if (!self->d.platform)
        co_return;
    const bool isGoingDown = co_await self->d.platform->isGoingDown();
    if (self && isGoingDown)
        self->setOrderly(true);
}

/// What cannot be stored is told: the next start would judge by what was before.
Result<void> OutageRecord::store()
{
    const auto stored = replaceFile(m_file, toJson(m_memory));
    if (!stored)
        qCWarning(logStore).noquote() << "outage=notStored" << describe(stored.error());
    d.problems.set(!stored, {u"outage-record"_s, Health::Warning, m_file,
                             u"what the next start has to know of this node's power cannot be stored: "_s
                                 + (stored ? QString() : stored.error().text),
                             u"make room on the disk of the agent's state folder"_s});
    return stored;
}

} // namespace muster::agent
