// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/unitproperties.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

void takeText(QString &into, const QVariantMap &changed, const QString &name)
{
    const auto value = changed.constFind(name);
    if (value != changed.cend() && value->typeId() == QMetaType::QString)
        into = value->toString();
}

template <typename T>
void takeNumber(T &into, const QVariantMap &changed, const QString &name)
{
    const auto value = changed.constFind(name);
    if (value != changed.cend() && value->canConvert<qlonglong>())
        into = T(value->toLongLong());
}

quint64 usecOf(const QVariantMap &changed, const QString &name)
{
    return changed.value(name).toULongLong();
}

} // namespace

UnitProperties::UnitProperties(const QString &unit)
{
    m_snapshot.status.unit = unit;
}

bool UnitProperties::take(QStringView interface, const QVariantMap &changed)
{
    if (!interface.endsWith(".Unit"_L1)) {
        takeOfType(changed);
        return false;
    }
    takeCommon(changed);
    return true;
}

void UnitProperties::takeCommon(const QVariantMap &changed)
{
    UnitStatus &status = m_snapshot.status;
    takeText(status.description, changed, u"Description"_s);
    takeText(status.loadState, changed, u"LoadState"_s);
    takeText(status.activeState, changed, u"ActiveState"_s);
    takeText(status.subState, changed, u"SubState"_s);
    if (const auto id = changed.constFind(u"InvocationID"_s); id != changed.cend())
        status.invocationId = QString::fromLatin1(id->toByteArray().toHex());
    if (const quint64 since = usecOf(changed, u"StateChangeTimestamp"_s))
        status.since = fromMicrosecondsSinceEpoch(since);
    if (const quint64 interval = usecOf(changed, u"StartLimitIntervalUSec"_s))
        m_snapshot.startLimitInterval =
            std::chrono::duration_cast<std::chrono::seconds>(std::chrono::microseconds(qint64(interval)));
}

void UnitProperties::takeOfType(const QVariantMap &changed)
{
    takeText(m_snapshot.status.result, changed, u"Result"_s);
    takeNumber(m_snapshot.status.restarts, changed, u"NRestarts"_s);
    takeNumber(m_snapshot.mainCode, changed, u"ExecMainCode"_s);
    takeNumber(m_snapshot.mainStatus, changed, u"ExecMainStatus"_s);
}

} // namespace muster::agent
