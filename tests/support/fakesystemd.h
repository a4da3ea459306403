// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDBusConnection>
#include <QDBusVirtualObject>
#include <QMap>
#include <QVariantMap>

namespace muster::test {

/// Speaks as systemd does on a bus: LoadUnit, GetUnit, GetAll, Get, Subscribe, orders to units,
/// PropertiesChanged in two parts, JobRemoved. It sends signals only when somebody has subscribed, and only
/// what a test tells it to.
class FakeSystemd : public QDBusVirtualObject
{
    Q_OBJECT
public:
    explicit FakeSystemd(const QString &address);
    ~FakeSystemd() override;

    /// Takes systemd's name; and gives it up, as in daemon-reexec.
    bool appear();
    void vanish();

    void setUnit(const QString &unit, const QVariantMap &common, const QVariantMap &ofType);
    /// Changes properties and tells so: first those of the type, then the common ones.
    void change(const QString &unit, const QVariantMap &common, const QVariantMap &ofType);
    /// Changes without a value being sent.
    void invalidate(const QString &unit, const QVariantMap &ofType);
    void reload();
    /// The unit is known by this name, too.
    void setAlias(const QString &alias, const QString &unit);
    void endJob(const QString &unit, const QString &result);
    /// How its unit's file is: static, masked; units without one have no file.
    void setFileState(const QString &unit, const QString &state) { m_fileStates.insert(unit, state); }
    [[nodiscard]] QString fileState(const QString &unit) const { return m_fileStates.value(unit); }
    /// Answers each call of the method with this error from now on; with an empty one as usual again.
    void refuse(const QString &method, const QString &errorName);

    static QString pathOf(const QString &unit);
    [[nodiscard]] int calls(const QString &method) const { return m_calls.value(method); }
    /// "RestartUnit fan-control.service replace": what it was told to do, in order.
    [[nodiscard]] const QStringList &orders() const { return m_orders; }
    [[nodiscard]] QDBusConnection connection() const { return m_connection; }

    [[nodiscard]] QString introspect(const QString &path) const override;
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override;

private:
    struct Unit
    {
        QVariantMap common;
        QVariantMap ofType;
    };
    void send(const QString &unit, const QString &interface, const QVariantMap &changed,
              const QStringList &invalidated);
    [[nodiscard]] QDBusMessage answerTo(const QDBusMessage &message);
    [[nodiscard]] QDBusMessage answerOfFiles(const QDBusMessage &message);
    QVariantMap propertiesAt(const QString &path, const QString &interface) const;

    QString m_name;
    QDBusConnection m_connection;
    QMap<QString, Unit> m_units; ///< by path
    QMap<QString, QString> m_aliases;
    QMap<QString, int> m_calls;
    QMap<QString, QString> m_refusals;
    QStringList m_orders;
    QMap<QString, QString> m_fileStates;
    uint m_jobs = 0;
    bool m_isSubscribed = false;
};

} // namespace muster::test
