// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/phosphor/phosphorrestore.h"

#include "shared/log.h"

#include "agent/platform/phosphor/phosphornames.h"

#include <QDBusError>
#include <QDBusVariant>
#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const QString SettingsService = u"xyz.openbmc_project.Settings"_s;
const QString PolicyPath = u"/xyz/openbmc_project/control/host0/power_restore_policy"_s;
const QString OneTimePath = u"/xyz/openbmc_project/control/host0/power_restore_policy/one_time"_s;
const QString PolicyInterface = u"xyz.openbmc_project.Control.Power.RestorePolicy"_s;
const QString PolicyProperty = u"PowerRestorePolicy"_s;
const QString DelayProperty = u"PowerRestoreDelay"_s; ///< microseconds
const QString PolicyEnumeration = PolicyInterface + u".Policy."_s;

StateObject::Address settingAt(const QString &path)
{
    return {{SettingsService}, path, {PolicyInterface}, u"OpenBMC's settings"_s};
}

/// Nothing for a word that is none of ours.
std::optional<RestorePolicy> policyIn(const StateObject &object)
{
    const StateObject::Part &part = object.part(PolicyInterface);
    const QString word = part.properties.value(PolicyProperty).toString();
    if (!part.why.isEmpty() || !word.startsWith(PolicyEnumeration))
        return std::nullopt;
    bool isKnown = false;
    const QByteArray key = word.sliced(PolicyEnumeration.size()).toLatin1();
    const int value = QMetaEnum::fromType<RestorePolicy>().keyToValue(key.constData(), &isKnown);
    return isKnown ? std::optional(RestorePolicy(value)) : std::nullopt;
}

} // namespace

PhosphorRestore::PhosphorRestore(BusConnection &bus, const StateObject::Settings &settings)
    : m_policy(bus, settingAt(PolicyPath), settings)
    , m_oneTime(bus, settingAt(OneTimePath), settings)
    , m_bmc(bus,
            {{u"xyz.openbmc_project.State.BMC"_s},
             phosphor::BmcPath,
             {QString(phosphor::BmcState)},
             u"the BMC's state service"_s},
            settings)
    , m_systemd(bus, u"org.freedesktop.systemd1"_s, u"systemd"_s)
{
    for (const StateObject *object : {&m_policy, &m_oneTime, &m_bmc})
        connect(object, &StateObject::changed, this, &RestorePlatform::changed);
}

std::optional<OwnRestorePolicy> PhosphorRestore::policy() const
{
    const auto usual = policyIn(m_policy);
    // Few images have no one-time policy; one that is there and not known may be any.
    const bool hasOneTime = !m_oneTime.part(PolicyInterface).isMissing;
    const auto oneTime = hasOneTime ? policyIn(m_oneTime) : std::optional(RestorePolicy::None);
    if (!usual || !oneTime)
        return std::nullopt;
    OwnRestorePolicy policy;
    policy.policy = *usual;
    policy.oneTime = *oneTime;
    bool isNumber = false;
    const quint64 delay =
        m_policy.part(PolicyInterface).properties.value(DelayProperty).toULongLong(&isNumber);
    policy.delayMicroseconds = isNumber ? qint64(std::min<quint64>(delay, INT64_MAX)) : 0;
    policy.source = u"%1 %2 %3"_s.arg(SettingsService, PolicyPath, PolicyProperty);
    return policy;
}

QString PhosphorRestore::whyNoPolicy() const
{
    if (!m_policy.wasSeen())
        return u"OpenBMC's settings service is not on its bus; on a machine without it the firmware decides"_s;
    for (const StateObject *object : {&m_policy, &m_oneTime}) {
        const StateObject::Part &part = object->part(PolicyInterface);
        if (!part.why.isEmpty() && !(object == &m_oneTime && part.isMissing))
            return part.why;
        if (part.why.isEmpty() && !policyIn(*object))
            return u"its settings say a word that is not known here: "_s
                   + part.properties.value(PolicyProperty)
                         .toString()
                         .first(std::min(part.properties.value(PolicyProperty).toString().size(),
                                         qsizetype(128)));
    }
    return {};
}

QCoro::Task<Result<void>> PhosphorRestore::setPolicy(RestorePolicy policy, bool isOnce)
{
    const StateObject &object = isOnce ? m_oneTime : m_policy;
    const BusService *const service = object.service();
    Result<void> answer;
    if (!service || object.part(PolicyInterface).isMissing) {
        answer = fail({ErrorCode::Unsupported,
                       service ? object.part(PolicyInterface).why
                               : u"%1 is not on the system bus"_s.arg(SettingsService),
                       {},
                       {},
                       u"see why its unit does not run on the node"_s});
        co_return answer;
    }
    const QString word =
        PolicyEnumeration + QString::fromLatin1(QMetaEnum::fromType<RestorePolicy>().valueToKey(int(policy)));
    const QDBusMessage set = co_await service->replyTo(
        service->call(object.address().path, phosphor::Properties, u"Set"_s,
                      {PolicyInterface, PolicyProperty, QVariant::fromValue(QDBusVariant(word))}));
    if (set.type() == QDBusMessage::ErrorMessage)
        answer = fail(errorOf(QDBusError(set), u"the settings do not take %1"_s.arg(word)));
    qCInfo(logPlatform).noquote() << "event=restorePolicySet policy=" << word << "once=" << isOnce
                                  << (answer ? u"taken"_s : describe(answer.error()));
    co_return answer;
}

QString PhosphorRestore::startCause() const
{
    const StateObject::Part &part = m_bmc.part(phosphor::BmcState);
    return part.why.isEmpty() ? part.properties.value(u"LastRebootCause"_s).toString().section(u'.', -1)
                              : QString();
}

QCoro::Task<bool> PhosphorRestore::isGoingDown()
{
    if (!m_systemd.isAvailable())
        co_return false;
    const QDBusMessage told = co_await m_systemd.replyTo(
        m_systemd.call(u"/org/freedesktop/systemd1"_s, phosphor::Properties, u"Get"_s,
                       {u"org.freedesktop.systemd1.Manager"_s, u"SystemState"_s}));
    const QVariant value = told.arguments().value(0).value<QDBusVariant>().variant();
    co_return told.type() == QDBusMessage::ReplyMessage &&value.toString() == "stopping"_L1;
}

} // namespace muster::agent
