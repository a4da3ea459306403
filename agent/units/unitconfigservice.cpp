// SPDX-License-Identifier: Apache-2.0
#include "agent/units/unitconfigservice.h"

#include "shared/json/jsonwriter.h"
#include "shared/log.h"
#include "shared/store/atomicfile.h"
#include "shared/tls/digest.h"

#include "agent/platform/unitplatform.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <cerrno>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

QString hashText(const QByteArray &bytes)
{
    return QString::fromLatin1(sha256({bytes}).toHex());
}

UnitConfigFault configFault(const Error &error)
{
    return {error.text, error.field, error.remedy, lineOfFault(error)};
}

/// Whether it is watched in the same way; by which files does not matter.
bool isWatchedAlike(const WatchedUnit &one, const WatchedUnit &other)
{
    return one.isImmediate == other.isImmediate && one.target == other.target
           && one.recovery == other.recovery && one.crashLoop == other.crashLoop;
}

QString recoveryWord(const Recovery &recovery)
{
    switch (recovery.action) {
    case Recovery::Action::Restart:
        return u"restart"_s;
    case Recovery::Action::Reboot:
        return u"reboot"_s;
    case Recovery::Action::None:
        break;
    }
    return {};
}

WatchPreview previewOf(const QString &unit, const WatchedUnit &watched, WatchChange change)
{
    const QString recovery = recoveryWord(watched.recovery);
    return {unit,
            change,
            UnitKnowledge::Unknown,
            watched.isImmediate,
            watched.target ? watched.target->errorsToMonitor : QStringList(),
            recovery,
            recovery.isEmpty() ? 0 : watched.recovery.attempts};
}

QList<WatchPreview> compare(const WatchList &before, const WatchList &after)
{
    QMap<QString, WatchPreview> rows;
    for (const auto &[unit, watched] : before.units().asKeyValueRange()) {
        if (!after.units().contains(unit))
            rows.insert(unit, previewOf(unit, watched, WatchChange::Dropped));
    }
    for (const auto &[unit, watched] : after.units().asKeyValueRange()) {
        const auto known = before.units().constFind(unit);
        const auto change = known == before.units().cend()    ? WatchChange::Added
                            : isWatchedAlike(*known, watched) ? WatchChange::Kept
                                                              : WatchChange::Changed;
        rows.insert(unit, previewOf(unit, watched, change));
    }
    return rows.values();
}

std::unexpected<Error> tooMany(const QString &text, const QString &remedy)
{
    return fail({ErrorCode::QuotaExceeded, text, {}, {}, remedy});
}

/// A package's own hardening is the likeliest reason why root cannot write there.
Result<void> checkWritable(const QString &folder)
{
    QDir().mkpath(folder);
    if (::access(QFile::encodeName(folder).constData(), W_OK) == 0)
        return {};
    Error error = ioError(u"write into the folder"_s, folder, errno);
    if (errno == EROFS)
        error.remedy = u"let the agent's service write there: ReadWritePaths=%1"_s.arg(folder);
    return fail(error);
}

} // namespace

UnitConfigService::UnitConfigService(UnitPlatform &platform, UnitFolder &folder)
    : m_platform(platform)
    , m_folder(folder)
{
}

Result<UnitConfig> UnitConfigService::config(const QString &name) const
{
    UnitConfig config{m_folder.path(), {}, m_folder.watchList().findings()};
    qsizetype room = MaxTextBytes;
    QStringList files = unitFilesIn(m_folder.path());
    if (!name.isEmpty() && !files.contains(name))
        return fail(ErrorCode::NotFound, u"there is no file %1"_s.arg(name), u"name"_s);
    if (!name.isEmpty())
        files = {name};
    for (const QString &file : files.first(std::min(files.size(), MaxListed)))
        config.files.append(describeFile(file, room));
    return config;
}

QCoro::Task<Result<UnitConfigCheck>> UnitConfigService::check(CheckUnitConfigParams params) const
{
    if (const auto named = checkUnitFileName(params.name); !named)
        co_return fail(named.error());
    const auto hash = hashOf(params.name);
    if (!hash)
        co_return fail(hash.error());
    const auto files = params.remove ? filesWithout(params.name) : filesWith(params.name, params.text);
    if (!files) {
        UnitConfigCheck refused;
        refused.replaces = *hash;
        refused.faults = {configFault(files.error())};
        co_return Result<UnitConfigCheck>(refused);
    }
    const auto checked = co_await preview(m_platform, m_folder.watchList(), WatchList(*files), *hash);
    co_return Result<UnitConfigCheck>(checked);
}

QCoro::Task<Result<UnitConfigCheck>> UnitConfigService::set(SetUnitConfigParams params)
{
    const auto seen = checkSeen(params.name, params.replaces);
    if (!seen)
        co_return fail(seen.error());
    const auto files = filesWith(params.name, params.text);
    if (!files)
        co_return fail(files.error());
    const QByteArray bytes = params.text.toUtf8();
    const auto written =
        checkWritable(m_folder.path()).and_then([&] { return replaceFile(pathOf(params.name), bytes); });
    if (!written)
        co_return fail(written.error());
    qCInfo(logUnits).noquote() << "event=unitFileWritten file=" << params.name << "bytes=" << bytes.size();
    const auto applied = co_await apply(hashText(bytes));
    co_return Result<UnitConfigCheck>(applied);
}

QCoro::Task<Result<UnitConfigCheck>> UnitConfigService::remove(RemoveUnitConfigParams params)
{
    const auto seen = checkSeen(params.name, params.replaces);
    if (!seen)
        co_return fail(seen.error());
    const QString path = pathOf(params.name);
    const auto removed = checkWritable(m_folder.path()).and_then([&]() -> Result<void> {
        if (::unlink(QFile::encodeName(path).constData()) != 0)
            return fail(ioError(u"remove the file"_s, path, errno));
        return syncFolder(m_folder.path());
    });
    if (!removed)
        co_return fail(removed.error());
    qCInfo(logUnits).noquote() << "event=unitFileRemoved file=" << params.name;
    const auto applied = co_await apply({});
    co_return Result<UnitConfigCheck>(applied);
}

QString UnitConfigService::pathOf(const QString &name) const
{
    return QDir(m_folder.path()).filePath(name);
}

/// Empty when there is no such file.
Result<QString> UnitConfigService::hashOf(const QString &name) const
{
    const auto bytes = readFile(pathOf(name), MaxReplacedBytes);
    if (!bytes && bytes.error().code == ErrorCode::NotFound)
        return QString();
    return bytes.transform(hashText);
}

Result<void> UnitConfigService::checkSeen(const QString &name, const QString &replaces) const
{
    if (auto named = checkUnitFileName(name); !named)
        return named;
    const auto hash = hashOf(name);
    if (!hash)
        return fail(hash.error());
    if (hash->compare(replaces, Qt::CaseInsensitive) == 0)
        return {};
    if (hash->isEmpty())
        return fail({ErrorCode::Conflict,
                     u"%1 is not there any more"_s.arg(name),
                     {},
                     u"replaces"_s,
                     u"look at what is there now"_s});
    return fail({ErrorCode::Conflict,
                 replaces.isEmpty() ? u"there is a file %1 already"_s.arg(name)
                                    : u"somebody has changed %1 meanwhile"_s.arg(name),
                 {},
                 u"replaces"_s,
                 u"look at what it says now, then decide again"_s});
}

Result<UnitConfigService::Files> UnitConfigService::filesWith(const QString &name, const QString &text) const
{
    const auto file = parseUnitFile(text.toUtf8(), name);
    if (!file)
        return fail(file.error());
    QStringList names = unitFilesIn(m_folder.path());
    if (!names.contains(name))
        names.append(name);
    if (names.size() > MaxUnitFiles)
        return tooMany(u"with it, there would be more than %1 files"_s.arg(MaxUnitFiles),
                       u"put more units into each file"_s);
    Files files = m_folder.files();
    files.insert(name, *file);
    if (WatchList(files).units().size() > MaxUnits)
        return tooMany(u"with it, more than %1 units would be watched"_s.arg(MaxUnits),
                       u"watch only what is critical"_s);
    return files;
}

Result<UnitConfigService::Files> UnitConfigService::filesWithout(const QString &name) const
{
    if (!unitFilesIn(m_folder.path()).contains(name))
        return fail(ErrorCode::NotFound, u"there is no file %1"_s.arg(name), u"name"_s);
    Files files = m_folder.files();
    files.remove(name);
    return files;
}

/// @param room what may still be told of texts
UnitConfigFile UnitConfigService::describeFile(const QString &name, qsizetype &room) const
{
    const QFileInfo info(pathOf(name));
    UnitConfigFile file;
    file.name = name;
    file.size = info.size();
    file.modifiedAt = Timestamp(std::chrono::milliseconds(info.lastModified().toMSecsSinceEpoch()));
    if (const auto fault = m_folder.faults().constFind(name); fault != m_folder.faults().cend()) {
        file.fault = configFault(*fault);
        file.olderInForce = m_folder.files().contains(name);
    }
    const auto bytes = readFile(pathOf(name), MaxReplacedBytes);
    if (!bytes)
        return file;
    file.hash = hashText(*bytes);
    const QString text = QString::fromUtf8(*bytes);
    QByteArray onTheWire;
    JsonWriter(onTheWire).string(text);
    if (bytes->size() > MaxUnitFileBytes || text.toUtf8() != *bytes || onTheWire.size() > room)
        return file;
    room -= onTheWire.size();
    file.text = text;
    return file;
}

QCoro::Task<UnitConfigCheck> UnitConfigService::apply(QString hash)
{
    const WatchList before = m_folder.watchList();
    m_folder.readNow();
    return preview(m_platform, before, m_folder.watchList(), std::move(hash));
}

QCoro::Task<UnitConfigCheck> UnitConfigService::preview(UnitPlatform &platform, WatchList before,
                                                        WatchList after, QString replaces)
{
    UnitConfigCheck check{std::move(replaces), {}, compare(before, after), after.findings()};
    QStringList added;
    for (const WatchPreview &unit : std::as_const(check.units)) {
        if (unit.change == WatchChange::Added)
            added.append(unit.unit);
    }
    if (added.isEmpty())
        co_return check;
    const auto known = co_await platform.known(added);
    if (!known)
        co_return check;
    const QSet<QString> names(known->cbegin(), known->cend());
    for (WatchPreview &unit : check.units) {
        if (unit.change == WatchChange::Added)
            unit.known = names.contains(unit.unit) ? UnitKnowledge::Known : UnitKnowledge::NotFound;
    }
    co_return check;
}

} // namespace muster::agent
