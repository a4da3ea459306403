// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDBusConnection>
#include <QDBusObjectPath>
#include <QDBusVirtualObject>
#include <QMap>
#include <QStringList>
#include <QTemporaryDir>
#include <QVariantMap>

#include <chrono>
#include <functional>
#include <optional>

namespace muster::test {

/// A service of OpenBMC on a bus: its objects with their properties, told of as sdbusplus does it.
class FakePhosphor : public QDBusVirtualObject
{
    Q_OBJECT
public:
    using Interfaces = QMap<QString, QVariantMap>;
    using Objects = QMap<QDBusObjectPath, Interfaces>;

    /// @param address of the bus
    FakePhosphor(QString address, QString service, QString root);
    ~FakePhosphor() override;

    /// Takes its name on the bus; and ends, after which it comes back as another client.
    virtual bool appear();
    virtual void vanish();

    [[nodiscard]] QString uniqueName() const { return m_connection.baseService(); }
    [[nodiscard]] const Objects &objects() const { return m_objects; }
    [[nodiscard]] QVariant property(const QString &path, const QString &interface, const QString &name) const;
    [[nodiscard]] int calls(const QString &method) const { return m_calls.value(method); }
    [[nodiscard]] QDBusConnection connection() const { return m_connection; }
    bool isMute = false; ///< does not answer any more

    [[nodiscard]] QString introspect(const QString &path) const override;
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override;

protected:
    /// Answers a method of the service's own.
    virtual QDBusMessage answer(const QDBusMessage &call) = 0;
    /// Answers when somebody writes a property.
    virtual QDBusMessage write(const QDBusMessage &call);
    void add(const QString &path, const Interfaces &interfaces);
    void change(const QString &path, const QString &interface, const QString &name, const QVariant &value);
    void remove(const QString &path);
    void forget(const QString &path);

private:
    void connectToBus();
    void disconnectFromBus();
    void send(const QString &path, const QString &interface, const QString &signal,
              const QVariantList &arguments) const;
    [[nodiscard]] QDBusMessage answerCommon(const QDBusMessage &call);

    QString m_address;
    QString m_service;
    QString m_root;
    QDBusConnection m_connection;
    Objects m_objects;
    QMap<QString, int> m_calls;
};

/// Where an object's association leads: forward, reverse, end.
struct FakeAssociation
{
    QString forward;
    QString reverse;
    QString end;
};

/// phosphor-log-manager.
class FakeErrorLog : public FakePhosphor
{
    Q_OBJECT
public:
    /// Whether Create answers with the entry's path, and keeps its data as a dictionary.
    enum class Release { Older, Newer };

    explicit FakeErrorLog(const QString &address, Release release = Release::Newer);

    QString refusal; ///< name of the error to answer with
    std::function<void()> meanwhile; ///< done before an entry is made that somebody asks for

    QString deleteRefusal; ///< name of the error to answer a deletion with

    /// Another one's error.
    QString log(const QString &message, const QString &severity, const QMap<QString, QString> &data);
    /// It is associated with these, as with a part that is to be replaced.
    void associate(const QString &path, const QStringList &ends);
    void resolve(const QString &path);
    void deleteEntry(const QString &path);
    /// An object says that the entry keeps the host from being started, until that is gone or resolved.
    /// @return its path
    QString block(const QString &entry);
    bool blocksOnHardwareErrors = false; ///< an entry that names a part blocks, as with QuiesceOnHwError

protected:
    QDBusMessage answer(const QDBusMessage &call) override;
    QDBusMessage write(const QDBusMessage &call) override;

private:
    QDBusMessage deleteAll(const QDBusMessage &call);
    QDBusMessage create(const QDBusMessage &call);

    Release m_release;
    void unblock(const QString &entry);

    int m_lastBlock = 0;
    QMap<QString, QString> m_blocks; ///< by entry
    quint32 m_lastId = 4278824144; // time-based, where the BMC's position is not known
};

/// phosphor-host-state-manager, of the first host.
class FakeHostState : public FakePhosphor
{
    Q_OBJECT
public:
    explicit FakeHostState(const QString &address);

    /// @param word Running, Off, Quiesced, ...
    void set(const QString &word);
    [[nodiscard]] QString word() const;

protected:
    QDBusMessage answer(const QDBusMessage &call) override;
};

/// phosphor-dump-manager: BMC dumps, and where it has the host's, those with openpower's rules.
class FakeDumpManager : public FakePhosphor
{
    Q_OBJECT
public:
    explicit FakeDumpManager(const QString &address);

    /// A dump completes by itself after so long; without, when a test says so.
    std::optional<std::chrono::milliseconds> duration;
    qsizetype room = 5; ///< for so many dumps
    QString refusal; ///< name of the error to answer with
    QByteArray content = "an archive"; ///< of every dump's file
    bool isFileElsewhere = false; ///< the host keeps what it makes

    /// From now on it can ask that host for system and resource dumps.
    void offerHostDumps(const FakeHostState &host);
    /// The entries of one type, by path.
    [[nodiscard]] QStringList entries(const QString &type) const;

    /// Another one's dump.
    QString begin(const QString &originatorId);
    void vanish() override; ///< a dump that is not complete is gone after it
    void complete(const QString &path);
    void finish(const QString &path, const QString &status);
    /// dreport ends without a file: nothing says so, and the entry stays as it is.
    void abandon() { m_isBusy = false; }
    void deleteDump(const QString &path);
    [[nodiscard]] QString statusOf(const QString &path) const;

protected:
    QDBusMessage answer(const QDBusMessage &call) override;

private:
    QDBusMessage fileOf(const QDBusMessage &call);
    QDBusMessage createDump(const QDBusMessage &call);
    QDBusMessage createHostDump(const QDBusMessage &call, const QString &type);
    QString beginAt(const QString &path, const QString &originatorId);

    const FakeHostState *m_host = nullptr;
    quint32 m_lastId = 0;
    QTemporaryDir m_files;
    bool m_isBusy = false;
};

} // namespace muster::test

Q_DECLARE_METATYPE(muster::test::FakeAssociation)
