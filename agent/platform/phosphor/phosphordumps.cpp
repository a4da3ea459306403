// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/phosphor/phosphordumps.h"

#include "shared/log.h"

#include "agent/platform/busservice.h"
#include "agent/platform/phosphor/phosphorerrors.h"
#include "agent/platform/phosphor/phosphornames.h"

#include <QCoroTask>
#include <QDBusArgument>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusReply>
#include <QDBusUnixFileDescriptor>

#include <algorithm>

#include <fcntl.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::agent {

namespace {

constexpr qsizetype MaxEntries = 10'000; ///< more than any BMC has room for
constexpr auto EntryPart = "/entry/"_L1;

/// "/xyz/openbmc_project/dump/bmc/entry/5" has "bmc" and "5"; of IBM's hardware dumps our word is checkstop.
struct EntryPath
{
    QString type;
    QString number;
};

std::optional<EntryPath> parsePath(const QString &path)
{
    const QString prefix = phosphor::DumpsPath + u'/';
    const qsizetype entry = path.indexOf(EntryPart);
    if (!path.startsWith(prefix) || entry < prefix.size())
        return std::nullopt;
    const QString type = path.sliced(prefix.size(), entry - prefix.size());
    const QString number = path.sliced(entry + EntryPart.size());
    const auto isWord = [](const QString &text, qsizetype most) {
        return !text.isEmpty() && text.size() <= most && std::ranges::all_of(text, [](QChar c) {
            return c.unicode() < 0x80 && c.isLetterOrNumber();
        });
    };
    if (!isWord(type, 20) || !isWord(number, 16))
        return std::nullopt;
    return EntryPath{type == "hardware"_L1 ? u"checkstop"_s : type, number};
}

DumpState stateOf(const QString &status)
{
    if (status == phosphor::ProgressStatus + "Completed"_L1)
        return DumpState::Complete;
    if (status == phosphor::ProgressStatus + "Failed"_L1 || status == phosphor::ProgressStatus + "Aborted"_L1)
        return DumpState::Failed;
    return status == phosphor::ProgressStatus + "NotStarted"_L1 ? DumpState::Requested
                                                                : DumpState::Collecting;
}

} // namespace

PhosphorDumps::PhosphorDumps(const BusService &dumps, std::chrono::milliseconds deadline,
                             std::chrono::milliseconds hostDeadline)
    : m_dumps(dumps)
    , m_deadline(deadline)
    , m_hostDeadline(hostDeadline)
{
    qDBusRegisterMetaType<Interfaces>();
    qDBusRegisterMetaType<Objects>();
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(Quiet);
    m_overdue.setSingleShot(true);
    const auto readAgain = [this] { readAll(); };
    connect(&m_quiet, &QTimer::timeout, this, readAgain);
    connect(&m_overdue, &QTimer::timeout, this, readAgain);
    connect(&dumps, &BusService::available, this, &PhosphorDumps::begin);
    connect(&dumps, &BusService::lost, this, [this] { take({}); });
    if (dumps.isAvailable())
        begin();
}

bool PhosphorDumps::isPresent() const
{
    return m_dumps.isAvailable();
}

/// Signals are hooked first and the entries are read second, so that no change is missed.
void PhosphorDumps::begin()
{
    QDBusConnection bus = m_dumps.connection();
    for (const QString &signal : {u"InterfacesAdded"_s, u"InterfacesRemoved"_s})
        bus.connect(m_dumps.owner(), phosphor::DumpsPath, phosphor::ObjectManager, signal, this,
                    SLOT(takeSignal(QDBusMessage)));
    bus.connect(m_dumps.owner(), QString(), phosphor::Properties, u"PropertiesChanged"_s, this,
                SLOT(takeSignal(QDBusMessage)));
    readAll();
}

void PhosphorDumps::takeSignal(const QDBusMessage &)
{
    m_quiet.start();
}

/// Ends with this, whatever has been answered.
void PhosphorDumps::readAll()
{
    if (!m_dumps.isAvailable())
        return;
    auto *watcher = new QDBusPendingCallWatcher(
        m_dumps.call(phosphor::DumpsPath, phosphor::ObjectManager, u"GetManagedObjects"_s), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, owner = m_dumps.owner()] {
        watcher->deleteLater();
        const QDBusPendingReply<Objects> objects = *watcher;
        // One that has left meanwhile does not answer; the next one is read, too.
        if (m_dumps.owner() != owner)
            return;
        if (objects.isError())
            qCWarning(logPlatform).noquote()
                << "event=dumpsNotRead"
                << describe(errorOfPhosphor(objects.error(), u"the dump service does not list its dumps"_s));
        else
            take(objects.value());
    });
}

QCoro::Task<Result<void>> PhosphorDumps::refresh()
{
    const QPointer<PhosphorDumps> self(this);
    Result<void> answer;
    if (!m_dumps.isAvailable())
        co_return answer;
    const QString owner = m_dumps.owner();
    const QDBusReply<Objects> objects =
        co_await m_dumps.ask(phosphor::DumpsPath, phosphor::ObjectManager, u"GetManagedObjects"_s);
    // One that has left meanwhile does not answer; the next one is read, too.
    if (!self || m_dumps.owner() != owner)
        co_return answer;
    if (!objects.isValid())
        answer = fail(errorOfPhosphor(objects.error(), u"the dump service does not list its dumps"_s));
    else
        take(objects.value());
    co_return answer;
}

void PhosphorDumps::take(const Objects &objects)
{
    QList<ManagementDump> all;
    m_creatable.clear();
    auto next = std::chrono::milliseconds::max();
    for (const auto &[path, interfaces] : objects.asKeyValueRange()) {
        if (interfaces.contains(QString(phosphor::DumpCreate)))
            m_creatable.append(path.path().mid(phosphor::DumpsPath.size() + 1));
        const auto dump = read(path.path(), interfaces);
        if (!dump || all.size() >= MaxEntries)
            continue;
        all.append(*dump);
        if (dump->state == DumpState::Collecting || dump->state == DumpState::Requested)
            next = std::min(next, dump->at + deadlineOf(dump->type) - now());
    }
    if (next == std::chrono::milliseconds::max())
        m_overdue.stop();
    else
        m_overdue.start(std::clamp<std::chrono::milliseconds>(next + 1ms, 1ms, 1h));
    if (all == m_all)
        return;
    m_all = all;
    Q_EMIT changed();
}

std::optional<ManagementDump> PhosphorDumps::read(const QString &path, const Interfaces &interfaces) const
{
    const auto place = parsePath(path);
    const auto progress = interfaces.constFind(QString(phosphor::Progress));
    if (!place || progress == interfaces.cend())
        return std::nullopt;
    ManagementDump dump;
    dump.name = path;
    dump.type = place->type;
    dump.at = fromMicrosecondsSinceEpoch(progress->value(u"StartTime"_s).toULongLong());
    dump.state = stateOf(progress->value(u"Status"_s).toString());
    // The service gives a number to another dump later; with its time it is told apart.
    dump.id = u"obmc-%1-%2-%3Z"_s.arg(dump.type, place->number,
                                      toDateTime(dump.at).toString(u"yyyyMMdd'T'HHmmss"_s));
    if (const quint64 ended = progress->value(u"CompletedTime"_s).toULongLong())
        dump.finishedAt = fromMicrosecondsSinceEpoch(ended);
    dump.size = interfaces.value(QString(phosphor::DumpEntryInterface)).value(u"Size"_s).toLongLong();
    dump.originator = interfaces.value(QString(phosphor::OriginatedBy)).value(u"OriginatorId"_s).toString();
    dump.isOffloaded = interfaces.value(QString(phosphor::DumpEntryInterface)).value(u"Offloaded"_s).toBool();
    dump.isOpen = dump.state == DumpState::Collecting || dump.state == DumpState::Requested;
    const auto deadline = deadlineOf(dump.type);
    if (dump.state == DumpState::Failed) {
        dump.why = u"the dump service says that it failed"_s;
    } else if (dump.state != DumpState::Complete && now() - dump.at >= deadline) {
        dump.state = DumpState::Failed;
        dump.why =
            u"it did not end within %1 s; the dump service leaves a dump in progress for ever when its "
            "collector dies"_s.arg(double(deadline.count()) / 1000);
    }
    return dump;
}

std::chrono::milliseconds PhosphorDumps::deadlineOf(const QString &type) const
{
    return type == "system"_L1 || type == "resource"_L1 ? m_hostDeadline : m_deadline;
}

QCoro::Task<Result<void>> PhosphorDumps::remove(QString name)
{
    Result<void> answer;
    const QDBusReply<void> removed = co_await m_dumps.ask(name, phosphor::ObjectDelete, u"Delete"_s);
    if (!removed.isValid())
        answer = fail(errorOfPhosphor(removed.error(), u"the dump service does not delete the dump"_s));
    co_return answer;
}

QCoro::Task<Result<ManagementDumps::File>> PhosphorDumps::open(QString name)
{
    const QDBusReply<QDBusUnixFileDescriptor> handle =
        co_await m_dumps.ask(name, phosphor::DumpEntryInterface, u"GetFileHandle"_s);
    Result<File> answer;
    if (!handle.isValid()) {
        answer = fail(errorOfPhosphor(handle.error(), u"the dump service does not hand out the file"_s));
        co_return answer;
    }
    FileDescriptor own(::fcntl(handle.value().fileDescriptor(), F_DUPFD_CLOEXEC, 3));
    if (own.isOpen())
        answer = std::make_shared<const FileDescriptor>(std::move(own));
    else
        answer = fail(ErrorCode::Io, u"the dump service handed out no file"_s);
    co_return answer;
}

} // namespace muster::agent
