// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fakestate.h"

#include <QDBusArgument>
#include <QDBusError>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QDataStream>
#include <QDateTime>
#include <QFile>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace muster::test {

namespace {

const QString StateRoot = u"/xyz/openbmc_project/state"_s;
const QString BusProperties = u"org.freedesktop.DBus.Properties"_s;
const QString StateName = u"xyz.openbmc_project.State."_s;
const QString BmcFace = StateName + u"BMC"_s;
const QString ChassisFace = StateName + u"Chassis"_s;
const QString HostFace = StateName + u"Host"_s;
const QString ProgressFace = StateName + u"Boot.Progress"_s;
const QString OsFace = StateName + u"OperatingSystem.Status"_s;
const QString ChassisObject = StateRoot + u"/chassis0"_s;

/// The enumeration of a property, with the last dot.
QString enumerationOf(const QString &interface, const QString &name)
{
    static const QHash<QString, QString> names{{u"CurrentBMCState"_s, u"BMCState"_s},
                                               {u"RequestedBMCTransition"_s, u"Transition"_s},
                                               {u"CurrentPowerState"_s, u"PowerState"_s},
                                               {u"CurrentPowerStatus"_s, u"PowerStatus"_s},
                                               {u"RequestedPowerTransition"_s, u"Transition"_s},
                                               {u"CurrentHostState"_s, u"HostState"_s},
                                               {u"RequestedHostTransition"_s, u"Transition"_s},
                                               {u"RestartCause"_s, u"RestartCause"_s},
                                               {u"BootProgress"_s, u"ProgressStages"_s},
                                               {u"OperatingSystemState"_s, u"OSStatus"_s}};
    const QString word = names.value(name);
    return word.isEmpty() ? QString() : interface + u'.' + word + u'.';
}

QVariant fullWord(const QString &interface, const QString &name, const QString &tail)
{
    return enumerationOf(interface, name) + tail;
}

QVariantMap hostProperties()
{
    QStringList allowed;
    for (const QString &word :
         {u"Off"_s, u"On"_s, u"Reboot"_s, u"GracefulWarmReboot"_s, u"ForceWarmReboot"_s})
        allowed.append(HostFace + u".Transition."_s + word);
    return {{u"AllowedHostTransitions"_s, allowed},
            {u"CurrentHostState"_s, fullWord(HostFace, u"CurrentHostState"_s, u"Off"_s)},
            {u"RequestedHostTransition"_s, fullWord(HostFace, u"RequestedHostTransition"_s, u"Off"_s)},
            {u"RestartCause"_s, fullWord(HostFace, u"RestartCause"_s, u"Unknown"_s)}};
}

quint64 millisecondsNow()
{
    return quint64(QDateTime::currentMSecsSinceEpoch());
}

} // namespace

FakeStateService::FakeStateService(const QString &address, const QString &service, const QString &alias,
                                   QString path, Interfaces interfaces)
    : FakePhosphor(address, service, StateRoot)
    , m_alias(alias)
    , m_path(std::move(path))
    , m_first(std::move(interfaces))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &FakeStateService::next);
    addObject();
}

bool FakeStateService::appear()
{
    return FakePhosphor::appear() && (m_alias.isEmpty() || connection().registerService(m_alias));
}

void FakeStateService::addObject()
{
    add(m_path, m_first);
}

void FakeStateService::removeObject()
{
    m_first = objects().value(QDBusObjectPath(m_path));
    remove(m_path);
}

void FakeStateService::say(const QString &interface, const QString &name, const QVariant &value)
{
    const QString text = value.toString();
    const bool isWord = value.typeId() == QMetaType::QString && !text.contains(u'.');
    change(m_path, interface, name, isWord ? QVariant(enumerationOf(interface, name) + text) : value);
    QSaveFile file(m_file);
    if (m_file.isEmpty() || !file.open(QIODevice::WriteOnly))
        return;
    QDataStream out(&file);
    out << objects().value(QDBusObjectPath(m_path));
    file.commit();
}

void FakeStateService::keepIn(const QString &path)
{
    m_file = path;
    QFile file(path);
    Interfaces kept;
    if (file.open(QIODevice::ReadOnly)) {
        QDataStream in(&file);
        in >> kept;
    }
    if (!kept.isEmpty())
        add(m_path, kept);
}

QString FakeStateService::word(const QString &interface, const QString &name) const
{
    return property(m_path, interface, name).toString().section(u'.', -1);
}

QDBusMessage FakeStateService::answer(const QDBusMessage &call)
{
    return call.createErrorReply(QDBusError::UnknownMethod, u"Unknown method."_s);
}

/// The real ones answer when the systemd job is queued, so before anything happens.
QDBusMessage FakeStateService::write(const QDBusMessage &call)
{
    const QVariantList arguments = call.arguments();
    const QString interface = arguments.value(0).toString();
    const QString name = arguments.value(1).toString();
    const QVariant value = arguments.value(2).value<QDBusVariant>().variant();
    const bool isRequest = name.startsWith(u"Requested"_s);
    if (name == u"RestartCause" && !causeRefusal.isEmpty())
        return call.createErrorReply(causeRefusal, u"The request was refused."_s);
    if (isRequest && !refusal.isEmpty())
        return call.createErrorReply(refusal, u"The request was refused."_s);
    const QString enumeration = enumerationOf(interface, name);
    if (!enumeration.isEmpty() && !value.toString().startsWith(enumeration))
        return call.createErrorReply(
            u"xyz.openbmc_project.sdbusplus.Error.InvalidEnumString"_s,
            u"An enumeration mapping was attempted for which no valid enumeration value exists."_s);
    if (property(m_path, interface, name) != value) // the same again is not told, but acted upon
        say(interface, name, value);
    if (isRequest && !isIdle)
        begin(value.toString().section(u'.', -1));
    return call.createReply();
}

void FakeStateService::follow(QList<std::function<void()>> steps)
{
    m_steps = std::move(steps);
    m_timer.start(step);
}

void FakeStateService::next()
{
    if (m_steps.isEmpty())
        return;
    const auto now = m_steps.takeFirst();
    if (!m_steps.isEmpty())
        m_timer.start(step);
    now();
}

void FakeStateService::order(const QString &service, const QString &path, const QString &interface,
                             const QString &name, const QString &value) const
{
    auto call = QDBusMessage::createMethodCall(service, path, BusProperties, u"Set"_s);
    call.setArguments({interface, name, QVariant::fromValue(QDBusVariant(value))});
    call.setAutoStartService(false);
    connection().send(call);
}

FakeBmcState::FakeBmcState(const QString &address)
    : FakeStateService(
          address, BmcFace, {}, StateRoot + u"/bmc0"_s,
          {{BmcFace,
            {{u"CurrentBMCState"_s, fullWord(BmcFace, u"CurrentBMCState"_s, u"Ready"_s)},
             {u"LastRebootTime"_s, millisecondsNow()},
             {u"RequestedBMCTransition"_s, fullWord(BmcFace, u"RequestedBMCTransition"_s, u"None"_s)}}}})
{
}

void FakeBmcState::begin(const QString &transition)
{
    if (transition == u"None")
        return;
    say(BmcFace, u"CurrentBMCState"_s, u"NotReady"_s);
    follow({[this] {
        if (reboot)
            reboot();
    }});
}

FakeChassisState::FakeChassisState(const QString &address)
    : FakeStateService(
          address, ChassisFace + u'0', ChassisFace, ChassisObject,
          {{ChassisFace,
            {{u"CurrentPowerState"_s, fullWord(ChassisFace, u"CurrentPowerState"_s, u"Off"_s)},
             {u"CurrentPowerStatus"_s, fullWord(ChassisFace, u"CurrentPowerStatus"_s, u"Good"_s)},
             {u"LastStateChangeTime"_s, quint64(0)},
             {u"RequestedPowerTransition"_s,
              fullWord(ChassisFace, u"RequestedPowerTransition"_s, u"Off"_s)}}}})
{
}

void FakeChassisState::power(const QString &word)
{
    say(ChassisFace, u"CurrentPowerState"_s, word);
    say(ChassisFace, u"LastStateChangeTime"_s, millisecondsNow());
}

void FakeChassisState::begin(const QString &transition)
{
    const QList<std::function<void()>> on{[this] { power(u"TransitioningToOn"_s); },
                                          [this] { power(u"On"_s); }};
    const QList<std::function<void()>> off{[this] { power(u"TransitioningToOff"_s); },
                                           [this] { power(u"Off"_s); }};
    if (transition == u"On")
        follow(on);
    else
        follow(transition == u"Off" ? off : off + on);
}

FakeFullHostState::FakeFullHostState(const QString &address)
    : FakeStateService(
          address, HostFace + u'0', HostFace, StateRoot + u"/host0"_s,
          {{HostFace, hostProperties()},
           {ProgressFace,
            {{u"BootProgress"_s, fullWord(ProgressFace, u"BootProgress"_s, u"Unspecified"_s)},
             {u"BootProgressLastUpdate"_s, quint64(0)}}},
           {OsFace,
            {{u"OperatingSystemState"_s, fullWord(OsFace, u"OperatingSystemState"_s, u"Inactive"_s)}}}})
{
}

/// The chassis takes the host with it; in the real one by systemd's targets.
bool FakeFullHostState::appear()
{
    connection().connect(ChassisFace + u'0', ChassisObject, BusProperties, u"PropertiesChanged"_s, this,
                         SLOT(takeChassis(QDBusMessage)));
    return FakeStateService::appear();
}

void FakeFullHostState::takeChassis(const QDBusMessage &message)
{
    const auto changed = qdbus_cast<QVariantMap>(message.arguments().value(1));
    if (changed.value(u"CurrentPowerState"_s).toString().endsWith(u".Off")
        && word(HostFace, u"CurrentHostState"_s) != u"Off" && !isIdle && !m_isGoingOff) {
        follow({});
        host(u"Off"_s);
    }
}

void FakeFullHostState::host(const QString &word)
{
    say(HostFace, u"CurrentHostState"_s, word);
    if (word != u"Off")
        return;
    stage(u"Unspecified"_s);
    say(OsFace, u"OperatingSystemState"_s, u"Inactive"_s);
}

void FakeFullHostState::stage(const QString &word)
{
    say(ProgressFace, u"BootProgress"_s, word);
    say(ProgressFace, u"BootProgressLastUpdate"_s, millisecondsNow() * 1000);
}

/// As the targets do it: the chassis' requested transition stays as it was.
void FakeFullHostState::chassis(const QString &word) const
{
    order(ChassisFace + u'0', ChassisObject, ChassisFace, u"CurrentPowerState"_s,
          fullWord(ChassisFace, u"CurrentPowerState"_s, word).toString());
}

QList<std::function<void()>> FakeFullHostState::on()
{
    QList<std::function<void()>> steps{
        [this] { chassis(u"TransitioningToOn"_s); }, [this] { chassis(u"On"_s); },
        [this] { host(u"TransitioningToRunning"_s); }, [this] { host(u"Running"_s); }};
    for (const QString &word : {u"PrimaryProcInit"_s, u"MemoryInit"_s, u"PCIInit"_s, u"SystemInitComplete"_s,
                                u"OSStart"_s, u"OSRunning"_s})
        steps.append([this, word] { stage(word); });
    steps.append([this] { say(OsFace, u"OperatingSystemState"_s, u"BootComplete"_s); });
    return steps;
}

QList<std::function<void()>> FakeFullHostState::off()
{
    return {[this] {
                m_isGoingOff = true;
                chassis(u"TransitioningToOff"_s);
            },
            [this] { host(u"TransitioningToOff"_s); }, [this] { chassis(u"Off"_s); },
            [this] {
                m_isGoingOff = false;
                host(u"Off"_s);
            }};
}

void FakeFullHostState::begin(const QString &transition)
{
    m_isGoingOff = false;
    if (transition == u"On")
        follow(on());
    else if (transition == u"Off")
        follow(off());
    else
        follow(off() + on());
}

FakePowerControl::FakePowerControl(const QString &address)
    : FakePhosphor(address, u"org.openbmc.control.Power"_s, u"/org/openbmc/control"_s)
{
    add(Path, {{Face, {{u"pgood"_s, 0}, {u"state"_s, 0}, {u"pgood_timeout"_s, 10}}}});
}

bool FakePowerControl::appear()
{
    connection().connect(ChassisFace + u'0', ChassisObject, BusProperties, u"PropertiesChanged"_s, this,
                         SLOT(takeChassis(QDBusMessage)));
    return FakePhosphor::appear();
}

void FakePowerControl::takeChassis(const QDBusMessage &message)
{
    const auto changed = qdbus_cast<QVariantMap>(message.arguments().value(1));
    const QString state = changed.value(u"CurrentPowerState"_s).toString();
    if (state.endsWith(u".On") || state.endsWith(u".Off"))
        say(state.endsWith(u".On") ? 1 : 0);
}

void FakePowerControl::say(int good)
{
    change(Path, Face, u"pgood"_s, good);
}

QDBusMessage FakePowerControl::answer(const QDBusMessage &call)
{
    return call.createErrorReply(QDBusError::UnknownMethod, u"Unknown method."_s);
}

FakeHypervisorState::FakeHypervisorState(const QString &address)
    : FakeStateService(address, StateName + u"Hypervisor"_s, {}, StateRoot + u"/hypervisor0"_s,
                       {{HostFace, hostProperties()}})
{
}

void FakeHypervisorState::begin(const QString &transition)
{
    if (transition == u"On")
        follow({[this] { say(HostFace, u"CurrentHostState"_s, u"TransitioningToRunning"_s); },
                [this] { say(HostFace, u"CurrentHostState"_s, u"Running"_s); }});
}

} // namespace muster::test
