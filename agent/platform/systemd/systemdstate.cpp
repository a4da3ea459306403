// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/systemdstate.h"

#include "shared/log.h"

#include "agent/platform/systemd/systemdbus.h"

#include <QDBusError>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

#include <algorithm>
#include <array>
#include <tuple>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr QLatin1StringView LoginService{"org.freedesktop.login1"};
constexpr QLatin1StringView LoginPath{"/org/freedesktop/login1"};
constexpr QLatin1StringView LoginManager{"org.freedesktop.login1.Manager"};

struct SystemStateMeaning
{
    QLatin1StringView word;
    QLatin1StringView value;
    Health health;
    const char *why;
};

constexpr auto SystemStates = std::to_array<SystemStateMeaning>({
    {"initializing"_L1, "Inactive"_L1, Health::OK, "it is starting"},
    {"starting"_L1, "Inactive"_L1, Health::OK, "it is starting"},
    {"running"_L1, "BootComplete"_L1, Health::OK, ""},
    {"degraded"_L1, "BootComplete"_L1, Health::Warning, "at least one unit has failed"},
    {"maintenance"_L1, "DiagBoot"_L1, Health::Warning, "it is in its rescue or emergency mode"},
    {"stopping"_L1, "Inactive"_L1, Health::OK, "it is shutting down"},
});

} // namespace

FacetValue operatingSystemOf(const QString &systemState)
{
    FacetValue value;
    value.facet = Facet::OperatingSystem;
    value.raw = systemState.first(std::min(systemState.size(), qsizetype(64)));
    const auto known = std::ranges::find(SystemStates, systemState, &SystemStateMeaning::word);
    if (known == SystemStates.end()) {
        value.why = u"systemd says a word that is not known here: "_s + value.raw;
        return value;
    }
    value.value = known->value;
    value.health = known->health;
    value.why = QString::fromLatin1(known->why);
    return value;
}

SystemdState::SystemdState(SystemdBus &bus, std::chrono::milliseconds check)
    : m_bus(bus)
    , m_logind(bus.bus(), LoginService, u"logind"_s)
    , m_why(u"systemd has not told it yet"_s)
{
    m_check.setInterval(check);
    connect(&m_check, &QTimer::timeout, this, &SystemdState::read);
    connect(&bus, &SystemdBus::available, this, &SystemdState::hook);
    connect(&bus, &SystemdBus::lost, this, [this](const Error &reason) {
        m_check.stop();
        takeState({}, reason.text);
    });
    connect(&m_logind, &BusService::available, this, &SystemdState::askActions);
    connect(&m_logind, &BusService::lost, this, [this] {
        if (!std::exchange(m_actions, {}).isEmpty())
            Q_EMIT actionsChanged();
    });
    if (bus.isAvailable())
        hook();
}

/// Signals are hooked first and the state is read second, so that no change is missed.
void SystemdState::hook()
{
    QDBusConnection connection = m_bus.connection();
    connection.connect(m_bus.owner(), systemd::ManagerPath, systemd::Properties, u"PropertiesChanged"_s, this,
                       SLOT(takeSignal(QDBusMessage)));
    connection.connect(m_bus.owner(), systemd::ManagerPath, systemd::Manager, u"StartupFinished"_s, this,
                       SLOT(takeSignal(QDBusMessage)));
    // That somebody of this connection had subscribed before is no error for us.
    std::ignore = m_bus.call(systemd::ManagerPath, systemd::Manager, u"Subscribe"_s, {});
    m_check.start();
    read();
}

void SystemdState::read()
{
    auto *asked = new QDBusPendingCallWatcher(m_bus.call(systemd::ManagerPath, systemd::Properties, u"Get"_s,
                                                         {QString(systemd::Manager), u"SystemState"_s}),
                                              this);
    connect(asked, &QDBusPendingCallWatcher::finished, this, [this, asked, owner = m_bus.owner()] {
        asked->deleteLater();
        if (owner != m_bus.owner())
            return;
        const QDBusPendingReply<QDBusVariant> reply = *asked;
        if (reply.isError())
            takeState({}, errorOf(reply.error(), u"systemd does not tell it"_s).text);
        else
            takeState(reply.value().variant().toString(), {});
    });
}

void SystemdState::takeSignal(const QDBusMessage &message)
{
    if (message.service() == m_bus.owner())
        read();
}

/// systemd calls itself stopping only once it does; logind knows before.
void SystemdState::takeShutdown(const QDBusMessage &message)
{
    if (message.service() != m_logind.owner())
        return;
    m_isGoingDown = message.arguments().value(0).toBool();
    Q_EMIT changed(Facet::Host);
    read();
}

void SystemdState::takeState(const QString &raw, const QString &why)
{
    if (why.isEmpty())
        m_observedAt = now();
    if (m_raw == raw && m_why == why)
        return;
    m_raw = raw;
    m_why = why;
    Q_EMIT changed(Facet::OperatingSystem);
    Q_EMIT changed(Facet::Host);
}

QList<FacetValue> SystemdState::facets() const
{
    FacetValue system = operatingSystemOf(m_raw);
    if (!m_why.isEmpty())
        system.why = m_why;
    system.source = u"%1 %2 SystemState"_s.arg(systemd::Service, systemd::ManagerPath);
    system.observedAt = m_observedAt;
    FacetValue host;
    host.facet = Facet::Host;
    const bool isStopping = m_isGoingDown || m_raw == "stopping"_L1;
    host.value = isStopping ? u"TransitioningToOff"_s : u"Running"_s;
    host.source =
        isStopping ? u"%1 %2 PrepareForShutdown"_s.arg(LoginService, LoginPath) : u"the agent runs on it"_s;
    host.observedAt = now();
    return {host, system};
}

void SystemdState::askActions()
{
    m_logind.connection().connect(m_logind.owner(), LoginPath, LoginManager, u"PrepareForShutdown"_s, this,
                                  SLOT(takeShutdown(QDBusMessage)));
    m_actions.clear();
    askAction(ControlAction::SoftOff, u"CanPowerOff"_s);
    askAction(ControlAction::Reboot, u"CanReboot"_s);
}

void SystemdState::askAction(ControlAction action, const QString &method)
{
    auto *asked = new QDBusPendingCallWatcher(m_logind.call(LoginPath, LoginManager, method), this);
    connect(asked, &QDBusPendingCallWatcher::finished, this, [this, asked, action, owner = m_logind.owner()] {
        asked->deleteLater();
        const QDBusPendingReply<QString> reply = *asked;
        // "challenge" and "no" are no for a program.
        if (owner != m_logind.owner() || !reply.isValid() || reply.value() != "yes"_L1
            || m_actions.contains(action))
            return;
        m_actions.append(action);
        Q_EMIT actionsChanged();
    });
}

QCoro::Task<Result<void>> SystemdState::control(ControlAction action)
{
    Result<void> answer =
        fail({ErrorCode::Unsupported, u"logind cannot be asked for this here"_s, {}, {}, {}});
    if (!m_actions.contains(action) || !m_logind.isAvailable())
        co_return answer;
    const QString method = action == ControlAction::SoftOff ? u"PowerOff"_s : u"Reboot"_s;
    constexpr bool AsksPeople = false;
    const QDBusMessage reply = co_await m_logind.ask(LoginPath, LoginManager, method, {AsksPeople});
    answer = {};
    if (reply.type() == QDBusMessage::ErrorMessage)
        answer = fail(errorOf(QDBusError(reply), u"logind does not take %1"_s.arg(method)));
    qCWarning(logPlatform).noquote() << "event=powerRequested method=" << method
                                     << (answer ? u"taken"_s : describe(answer.error()));
    co_return answer;
}

} // namespace muster::agent
