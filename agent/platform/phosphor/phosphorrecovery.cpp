// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/phosphor/phosphorrecovery.h"

#include "shared/log.h"

#include "agent/platform/phosphor/phosphorerrors.h"
#include "agent/platform/phosphor/phosphornames.h"
#include "agent/platform/systemd/systemdbus.h"

#include <QDBusArgument>
#include <QDBusReply>
#include <QDBusVariant>
#include <QFile>
#include <QPointer>

#include <cerrno>
#include <cstring>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const QString RebootPath = u"/xyz/openbmc_project/control/host0/auto_reboot"_s;
const QString RebootOncePath = u"/xyz/openbmc_project/control/host0/auto_reboot/one_time"_s;
const QString RebootInterface = u"xyz.openbmc_project.Control.Boot.RebootPolicy"_s;
const QString RebootProperty = u"AutoReboot"_s;
const QString TimeoutTarget = u"obmc-host-timeout@0.target"_s;
const QString CrashTarget = u"obmc-host-crash@0.target"_s;

QString targetOf(RecoveryPart part)
{
    return part == RecoveryPart::HostTimeout ? TimeoutTarget : CrashTarget;
}

/// An image without that object has no such unit or setting.
bool saysItHasNone(const Error &error)
{
    return error.code == ErrorCode::Unsupported || error.code == ErrorCode::NotFound;
}

} // namespace

PhosphorRecovery::PhosphorRecovery(SystemdBus &systemd, QString systemdFolder)
    : m_systemd(systemd)
    , m_systemdFolder(std::move(systemdFolder))
    , m_settings(systemd.bus(), u"xyz.openbmc_project.Settings"_s, u"OpenBMC's settings"_s)
    , m_mapper(systemd.bus(), phosphor::ObjectMapper, u"the object mapper"_s)
{
    m_isOpenBmc = m_settings.isAvailable() || m_mapper.isAvailable();
    for (const BusService *service : {&m_settings, &m_mapper})
        connect(service, &BusService::available, this, [this] { m_isOpenBmc = true; });
}

QCoro::Task<Result<bool>> PhosphorRecovery::setting(QString path)
{
    Result<bool> answer = fail(ErrorCode::Unavailable, u"OpenBMC's settings are not on the system bus"_s);
    if (!m_settings.isAvailable())
        co_return answer;
    const QDBusReply<QDBusVariant> told =
        co_await m_settings.ask(path, phosphor::Properties, u"Get"_s, {RebootInterface, RebootProperty});
    if (!told.isValid())
        answer = fail(errorOfPhosphor(told.error(), u"the settings do not tell %1"_s.arg(path)));
    else if (told.value().variant().typeId() != QMetaType::Bool)
        answer = fail(ErrorCode::Invalid, u"the settings do not say yes or no at %1"_s.arg(path));
    else
        answer = told.value().variant().toBool();
    co_return answer;
}

QCoro::Task<Result<void>> PhosphorRecovery::setSetting(QString path, bool isOn)
{
    Result<void> answer = fail({ErrorCode::Unavailable,
                                u"OpenBMC's settings are not on the system bus"_s,
                                {},
                                {},
                                u"see why their unit does not run on the node"_s});
    if (!m_settings.isAvailable())
        co_return answer;
    const QDBusReply<void> set =
        co_await m_settings.ask(path, phosphor::Properties, u"Set"_s,
                                {RebootInterface, RebootProperty, QVariant::fromValue(QDBusVariant(isOn))});
    answer = {};
    if (!set.isValid())
        answer = fail(errorOfPhosphor(set.error(), u"the settings do not take %1"_s.arg(path)));
    co_return answer;
}

/// Off for one time wins over on, and is put back by the host's state service when the chassis goes off.
QCoro::Task<RecoveryState> PhosphorRecovery::hostReboot()
{
    RecoveryState state{RecoveryPart::HostReboot, RecoverySwitch::Unknown, {}, RebootPath};
    const Result<bool> usual = co_await setting(RebootPath);
    if (!usual) {
        state.why = usual.error().text;
        co_return state;
    }
    if (!*usual) {
        state.state = RecoverySwitch::Off;
        co_return state;
    }
    const Result<bool> oneTime = co_await setting(RebootOncePath);
    if (!oneTime && !saysItHasNone(oneTime.error()))
        state.why = oneTime.error().text;
    else
        state.state = oneTime.value_or(true) ? RecoverySwitch::On : RecoverySwitch::OffOnce;
    co_return state;
}

QCoro::Task<RecoveryState> PhosphorRecovery::target(RecoveryPart part, QString unit)
{
    RecoveryState state{part, RecoverySwitch::Unknown, {}, unit};
    if (!m_systemd.isAvailable()) {
        state.why = notOnTheBus().text;
        co_return state;
    }
    const QDBusReply<QString> told =
        co_await m_systemd.ask(systemd::ManagerPath, systemd::Manager, u"GetUnitFileState"_s, {unit});
    if (!told.isValid())
        state.why = u"systemd does not tell whether it is masked: %1"_s.arg(told.error().message());
    else
        state.state = told.value().startsWith("masked"_L1) ? RecoverySwitch::Off : RecoverySwitch::On;
    co_return state;
}

/// Off as soon as one of them is refused, as obmcutil says it.
RecoveryState PhosphorRecovery::bmcReboot() const
{
    RecoveryState state{RecoveryPart::BmcReboot, RecoverySwitch::On, {}, m_systemdFolder};
    for (const QString &target : {u"reboot"_s, u"poweroff"_s, u"halt"_s}) {
        const QString path = u"%1/%2.target.d/reboot-guard.conf"_s.arg(m_systemdFolder, target);
        struct stat status{};
        if (::stat(QFile::encodeName(path).constData(), &status) == 0) {
            state.state = RecoverySwitch::Off;
            state.source = path;
            return state;
        }
        if (errno != ENOENT && errno != ENOTDIR) {
            state.state = RecoverySwitch::Unknown;
            state.why =
                u"%1 cannot be looked at: %2"_s.arg(path, QString::fromLocal8Bit(std::strerror(errno)));
        }
    }
    return state;
}

QCoro::Task<QList<RecoveryState>> PhosphorRecovery::read()
{
    QList<RecoveryState> all;
    if (!m_isOpenBmc)
        co_return all;
    const QPointer<PhosphorRecovery> self(this);
    const RecoveryState reboot = co_await hostReboot();
    if (!self)
        co_return all;
    const RecoveryState timeout = co_await self->target(RecoveryPart::HostTimeout, TimeoutTarget);
    if (!self)
        co_return all;
    const RecoveryState crash = co_await self->target(RecoveryPart::HostCrash, CrashTarget);
    if (self)
        all = {reboot, self->bmcReboot(), timeout, crash};
    co_return all;
}

QString PhosphorRecovery::notSwitchable(RecoveryPart part) const
{
    if (part != RecoveryPart::BmcReboot)
        return {};
    return u"restarts of a BMC are not switched from afar: without them nobody could restart one that is "
           u"stuck; "
           "on the node itself obmcutil bmcrebooton and bmcrebootoff do it"_s;
}

QCoro::Task<Result<void>> PhosphorRecovery::set(RecoveryPart part, RecoverySwitch wanted)
{
    Result<void> answer = fail(ErrorCode::Unsupported, notSwitchable(part));
    if (part == RecoveryPart::BmcReboot)
        co_return answer;
    const bool isOn = wanted == RecoverySwitch::On;
    if (part != RecoveryPart::HostReboot) {
        answer = co_await setTarget(targetOf(part), isOn);
    } else if (wanted == RecoverySwitch::OffOnce) {
        answer = co_await setSetting(RebootOncePath, false);
    } else {
        const QPointer<PhosphorRecovery> self(this);
        answer = co_await setSetting(RebootPath, isOn);
        // On is on also where it was off for one time.
        if (self && answer && isOn) {
            const Result<void> once = co_await self->setSetting(RebootOncePath, true);
            if (!once && !saysItHasNone(once.error()))
                answer = once;
        }
    }
    qCInfo(logPlatform).noquote() << "event=recoverySet part=" << int(part) << "wanted=" << int(wanted)
                                  << (answer ? u"taken"_s : describe(answer.error()));
    co_return answer;
}

/// For good, as obmcutil masks them: a restart of the BMC does not bring them back.
QCoro::Task<Result<void>> PhosphorRecovery::setTarget(QString unit, bool isOn)
{
    Result<void> answer = fail(notOnTheBus());
    if (!m_systemd.isAvailable())
        co_return answer;
    SystemdBus &bus = m_systemd; // this may go while it is waited for
    constexpr bool IsRuntime = false;
    const QStringList units{unit};
    QVariantList arguments{units, IsRuntime};
    if (!isOn)
        arguments.append(false); // nothing of the administrator's own is overwritten
    const QString method = isOn ? u"UnmaskUnitFiles"_s : u"MaskUnitFiles"_s;
    const QDBusMessage done = co_await bus.ask(systemd::ManagerPath, systemd::Manager, method, arguments);
    answer = {};
    if (done.type() == QDBusMessage::ErrorMessage) {
        answer = fail(errorOf(QDBusError(done), u"systemd does not switch %1"_s.arg(unit)));
        co_return answer;
    }
    const QDBusMessage reloaded = co_await bus.ask(systemd::ManagerPath, systemd::Manager, u"Reload"_s, {});
    if (reloaded.type() == QDBusMessage::ErrorMessage)
        answer = fail(errorOf(QDBusError(reloaded), u"systemd does not read %1 anew"_s.arg(unit)));
    co_return answer;
}

} // namespace muster::agent
