// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/fakephosphor.h"

#include <QTimer>

#include <chrono>
#include <functional>

namespace muster::test {

/// What the state services of OpenBMC have in common: one object, whose properties anybody may write, and
/// transitions that take their time. Each is a client of the bus of its own, as the real ones are.
class FakeStateService : public FakePhosphor
{
    Q_OBJECT
public:
    /// One step of a transition, as the real ones were seen to take; what firmware does takes longer.
    std::chrono::milliseconds step{70};
    QString refusal; ///< name of the error to answer a requested transition with
    QString causeRefusal; ///< the same for on whose account it is started
    bool isIdle = false; ///< takes requests, and does nothing: it lies

    /// Sets a property to any word of an enumeration, or any other word that is given in full.
    void say(const QString &interface, const QString &name, const QVariant &value);
    [[nodiscard]] QString word(const QString &interface, const QString &name) const;
    bool appear() override;
    /// What it says outlives it and its machine: a host does not end with its BMC.
    void keepIn(const QString &file);
    /// The object itself comes and goes while the service stays.
    void removeObject();
    void addObject();

protected:
    FakeStateService(const QString &address, const QString &service, const QString &alias, QString path,
                     Interfaces interfaces);
    QDBusMessage answer(const QDBusMessage &call) override;
    QDBusMessage write(const QDBusMessage &call) override;
    /// A transition was requested: a word of the enumeration, in full.
    virtual void begin(const QString &transition) = 0;
    /// Does these one after another, a step apart, unless another transition begins.
    void follow(QList<std::function<void()>> steps);
    /// Writes a property of another service; nobody waits for it.
    void order(const QString &service, const QString &path, const QString &interface, const QString &name,
               const QString &value) const;

private:
    void next();

    QString m_alias;
    QString m_path;
    QString m_file; ///< that all is kept in; may be empty
    Interfaces m_first; ///< as it starts
    QList<std::function<void()>> m_steps;
    QTimer m_timer;
};

/// phosphor-bmc-state-manager.
class FakeBmcState : public FakeStateService
{
    Q_OBJECT
public:
    explicit FakeBmcState(const QString &address);
    std::function<void()> reboot; ///< done when it would reboot; the object is NotReady until then

protected:
    void begin(const QString &transition) override;
};

/// phosphor-chassis-state-manager, of the first chassis.
class FakeChassisState : public FakeStateService
{
    Q_OBJECT
public:
    explicit FakeChassisState(const QString &address);

protected:
    void begin(const QString &transition) override;

private:
    void power(const QString &word);
};

/// phosphor-host-state-manager, of the first host; its boot progress and operating system are on the object.
class FakeFullHostState : public FakeStateService
{
    Q_OBJECT
public:
    explicit FakeFullHostState(const QString &address);
    bool appear() override;

protected:
    void begin(const QString &transition) override;

private Q_SLOTS:
    void takeChassis(const QDBusMessage &message);

private:
    [[nodiscard]] QList<std::function<void()>> on();
    [[nodiscard]] QList<std::function<void()>> off();
    void host(const QString &word);
    void stage(const QString &word);
    void chassis(const QString &word) const;

    bool m_isGoingOff = false; ///< by itself: the chassis follows it
};

/// What a board has that tells of the power supply itself; it follows the chassis.
class FakePowerControl : public FakePhosphor
{
    Q_OBJECT
public:
    static inline const QString Path = QStringLiteral("/org/openbmc/control/power0");
    static inline const QString Face = QStringLiteral("org.openbmc.control.Power");

    explicit FakePowerControl(const QString &address);

    bool appear() override;
    void say(int good);

protected:
    QDBusMessage answer(const QDBusMessage &call) override;

private Q_SLOTS:
    void takeChassis(const QDBusMessage &message);
};

/// phosphor-hypervisor-state-manager.
class FakeHypervisorState : public FakeStateService
{
    Q_OBJECT
public:
    explicit FakeHypervisorState(const QString &address);

protected:
    void begin(const QString &transition) override;
};

/// All of them, for tests in one process.
struct FakeStateManager
{
    FakeBmcState bmc;
    FakeChassisState chassis;
    FakeFullHostState host;
    FakeHypervisorState hypervisor;

    explicit FakeStateManager(const QString &address)
        : bmc(address)
        , chassis(address)
        , host(address)
        , hypervisor(address)
    {
    }
    /// In the order of the real ones; the hypervisor's comes only where there is one.
    bool appear() { return chassis.appear() && bmc.appear() && host.appear(); }
    void setStep(std::chrono::milliseconds step)
    {
        bmc.step = chassis.step = host.step = hypervisor.step = step;
    }
};

} // namespace muster::test
