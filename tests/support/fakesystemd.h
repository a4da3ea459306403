// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDBusConnection>
#include <QDBusVirtualObject>
#include <QMap>
#include <QVariantMap>

namespace muster::test {

/// Speaks as systemd does on a bus: LoadUnit, GetAll, Subscribe, PropertiesChanged in two parts. It sends
/// signals only when somebody has subscribed, and only what a test tells it to.
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

    static QString pathOf(const QString &unit);
    [[nodiscard]] int calls(const QString &method) const { return m_calls.value(method); }
    /// Units that it was asked to start, each with the mode.
    [[nodiscard]] const QStringList &started() const { return m_started; }
    [[nodiscard]] QDBusConnection connection() const { return m_connection; }
    bool refusesToSubscribe = false;
    QString startRefusal; ///< name of the error to answer StartUnit with

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
    QVariantMap propertiesAt(const QString &path, const QString &interface) const;

    QString m_name;
    QDBusConnection m_connection;
    QMap<QString, Unit> m_units; ///< by path
    QMap<QString, int> m_calls;
    QStringList m_started;
    bool m_isSubscribed = false;
};

} // namespace muster::test
