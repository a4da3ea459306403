// SPDX-License-Identifier: Apache-2.0
#include "shared/units/unitfile.h"

#include "shared/json/jsonlocation.h"
#include "shared/model/unknownmembers.h"
#include "shared/units/unitname.h"

#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

constexpr auto DefaultErrors = {"timeout"_L1, "failed"_L1, "dependency"_L1};
/// systemd's six words for the end of a job.
constexpr auto JobResults = {"done"_L1,   "canceled"_L1,   "timeout"_L1,
                             "failed"_L1, "dependency"_L1, "skipped"_L1};
constexpr std::array Actions{std::pair("none"_L1, Recovery::Action::None),
                             std::pair("restart"_L1, Recovery::Action::Restart),
                             std::pair("reboot"_L1, Recovery::Action::Reboot)};

/// A target keyed by its name in an object: the rest of it.
struct KeyedTarget
{
    QStringList errorsToMonitor;
    QString errorToLog;

    static constexpr auto fields()
    {
        return std::tuple(field("errorsToMonitor", &KeyedTarget::errorsToMonitor, "").between(1, 8),
                          field("errorToLog", &KeyedTarget::errorToLog, "").between(1, 255));
    }
};

/// A recovery as it is written.
struct WrittenRecovery
{
    QString action;
    int attempts = 1;

    static constexpr auto fields()
    {
        return std::tuple(
            field("action", &WrittenRecovery::action, "").between(1, 64),
            field("attempts", &WrittenRecovery::attempts, "").between(1, Recovery::MaxAttempts).optional());
    }
};

Error invalid(const QString &text, const QString &key, const QString &remedy)
{
    return {ErrorCode::Invalid, text, {}, key, remedy};
}

Error unknownKey(const QString &key, const QString &nearest, const QStringList &known)
{
    const QString allowed = u"allowed here: %1"_s.arg(known.join(", "_L1));
    return invalid(u"unknown key"_s, key,
                   nearest.isEmpty() ? allowed : u"did you mean \"%1\"? %2"_s.arg(nearest, allowed));
}

Error namedTwice(const QString &name, const QString &key)
{
    return invalid(u"\"%1\" is there twice"_s.arg(name.left(64)), key, u"name it once"_s);
}

template <typename T>
Result<T> decodeStrictly(const JsonValue &json, const Limits &limits, const DecodePath &path)
{
    QList<UnknownMember> unknown;
    findUnknownMembers<T>(json, unknown, path);
    if (!unknown.isEmpty()) {
        const UnknownMember &first = unknown.first();
        return fail(unknownKey(first.path, first.nearest, first.known));
    }
    return decode<T>(json, limits, path);
}

std::optional<Error> checkName(const QString &name, const QString &key)
{
    if (isUnitName(name))
        return std::nullopt;
    return invalid(
        u"\"%1\" is not the name of a unit"_s.arg(name.left(64)), key,
        u"give its full name with its type, as fan-control.service; patterns and templates without an "
        "instance are not allowed"_s);
}

/// OpenBMC's newest files name all instances of a target at once.
QString firstInstance(const QString &name)
{
    return QString(name).replace("@*."_L1, "@0."_L1);
}

/// Checks the words and puts what "default" stands for.
std::optional<Error> settleErrors(TargetWatch &target, const QString &key)
{
    const QString allowed =
        u"allowed: done, canceled, timeout, failed, dependency, skipped; or default alone"_s;
    if (target.errorsToMonitor == QStringList(u"default"_s)) {
        target.errorsToMonitor = QStringList(DefaultErrors.begin(), DefaultErrors.end());
        return std::nullopt;
    }
    for (qsizetype i = 0; i < target.errorsToMonitor.size(); ++i) {
        const QString &word = target.errorsToMonitor[i];
        const QString here = u"%1.errorsToMonitor[%2]"_s.arg(key, QString::number(i));
        if (std::ranges::find(JobResults, word) == JobResults.end())
            return invalid(u"\"%1\" is not allowed here"_s.arg(word.left(64)), here, allowed);
        if (target.errorsToMonitor.indexOf(word) < i)
            return namedTwice(word, here);
    }
    return std::nullopt;
}

Result<QStringList> readServices(const JsonValue &json, const char *list)
{
    auto services = decode<QStringList>(json, {0, MaxUnits}, {nullptr, list});
    QSet<QString> names;
    for (qsizetype i = 0; services && i < services->size(); ++i) {
        const QString &name = services->at(i);
        const QString key = u"%1[%2]"_s.arg(QLatin1StringView(list)).arg(i);
        if (auto error = checkName(name, key))
            return fail(*error);
        if (names.contains(name))
            return fail(namedTwice(name, key));
        names.insert(name);
    }
    return services;
}

Result<QList<TargetWatch>> readTargetList(const JsonValue &json)
{
    auto targets = decodeStrictly<QList<TargetWatch>>(json, {0, MaxUnits}, {nullptr, "targets"});
    QSet<QString> names;
    for (qsizetype i = 0; targets && i < targets->size(); ++i) {
        const QString key = u"targets[%1]"_s.arg(i);
        const QString name = targets->at(i).name;
        auto error = checkName(firstInstance(name), key + ".name"_L1);
        if (!error && names.contains(name))
            error = namedTwice(name, key + ".name"_L1);
        if (!error)
            error = settleErrors((*targets)[i], key);
        if (error)
            return fail(*error);
        names.insert(name);
    }
    return targets;
}

/// Reads each member of an object that is keyed by units.
template <typename Read>
std::optional<Error> readByUnit(const JsonValue &json, const QString &key, const Read &read)
{
    if (!json.isObject())
        return invalid(u"it must be an object"_s, key, u"keyed by the names of units"_s);
    if (json.size() > MaxUnits)
        return invalid(u"%1 units are too many"_s.arg(json.size()), key,
                       u"at most %1 are allowed"_s.arg(MaxUnits));
    std::optional<Error> error;
    QSet<QString> names;
    json.forEachMember([&](QByteArrayView word, const JsonValue &value) {
        const QString name = QString::fromUtf8(word);
        const QString here = key + u'.' + name;
        error = names.contains(name) ? std::optional(namedTwice(name, here)) : read(name, here, value);
        names.insert(name);
        return !error;
    });
    return error;
}

Result<QList<TargetWatch>> readKeyedTargets(const JsonValue &json)
{
    QList<TargetWatch> targets;
    const auto read = [&](const QString &name, const QString &key,
                          const JsonValue &value) -> std::optional<Error> {
        if (auto error = checkName(firstInstance(name), key))
            return error;
        const QByteArray path = key.toUtf8();
        const auto rest = decodeStrictly<KeyedTarget>(value, {}, {nullptr, path.constData()});
        if (!rest)
            return rest.error();
        targets.append({name, rest->errorsToMonitor, rest->errorToLog});
        return settleErrors(targets.last(), key);
    };
    if (const auto error = readByUnit(json, u"targets"_s, read))
        return fail(*error);
    return targets;
}

Result<Recovery> readRecovery(const JsonValue &json, const QString &key)
{
    const QByteArray path = key.toUtf8();
    const auto written = decodeStrictly<WrittenRecovery>(json, {}, {nullptr, path.constData()});
    if (!written)
        return fail(written.error());
    const auto action =
        std::ranges::find(Actions, written->action, [](const auto &known) { return QString(known.first); });
    if (action == Actions.end())
        return fail(invalid(u"\"%1\" is not allowed here"_s.arg(written->action.left(64)), key + ".action"_L1,
                            u"allowed: none, restart, reboot"_s));
    if (action->second == Recovery::Action::Reboot && written->attempts > Recovery::MaxReboots)
        return fail(invalid(u"%1 reboots are too many"_s.arg(written->attempts), key + ".attempts"_L1,
                            u"at most %1 are allowed"_s.arg(Recovery::MaxReboots)));
    return Recovery{action->second, written->attempts};
}

std::optional<Error> readRecoveries(const JsonValue &json, UnitFile &file)
{
    const QStringList units = file.units();
    const QSet<QString> watched(units.cbegin(), units.cend());
    return readByUnit(
        json, u"recovery"_s,
        [&](const QString &name, const QString &key, const JsonValue &value) -> std::optional<Error> {
            if (!watched.contains(name))
                return invalid(u"the file does not watch \"%1\""_s.arg(name), key,
                               u"name it under \"services\" too"_s);
            const auto recovery = readRecovery(value, key);
            if (!recovery)
                return recovery.error();
            file.recovery.insert(name, *recovery);
            return std::nullopt;
        });
}

/// An instance that is named by itself counts before all instances.
void settleInstances(UnitFile &file)
{
    const QList<TargetWatch> named = std::exchange(file.targets, {});
    for (const TargetWatch &target : named) {
        TargetWatch one = target;
        one.name = firstInstance(target.name);
        if (one.name != target.name) {
            file.allInstances.append(target.name);
            if (std::ranges::contains(named, one.name, &TargetWatch::name))
                continue;
        }
        file.targets.append(one);
    }
}

/// Keeps what was read, or tells what is wrong with it.
template <typename T>
std::optional<Error> take(T &member, Result<T> read)
{
    if (!read)
        return read.error();
    member = std::move(*read);
    return std::nullopt;
}

std::optional<Error> readLists(const JsonValue &json, UnitFile &file)
{
    static constexpr auto Immediate = "immediate_quiesce_services";
    std::optional<Error> error;
    if (const auto services = json.find("services"))
        error = take(file.services, readServices(*services, "services"));
    if (const auto immediate = json.find(Immediate); immediate && !error)
        error = take(file.immediate, readServices(*immediate, Immediate));
    if (const auto targets = json.find("targets"); targets && !error)
        error =
            take(file.targets, targets->isObject() ? readKeyedTargets(*targets) : readTargetList(*targets));
    settleInstances(file);
    return error;
}

std::optional<Error> checkKeys(const JsonValue &json)
{
    const QStringList known{u"services"_s, u"immediate_quiesce_services"_s, u"targets"_s, u"recovery"_s,
                            u"crashLoop"_s};
    std::optional<Error> error;
    QSet<QString> seen;
    json.forEachMember([&](QByteArrayView name, const JsonValue &) {
        const QString word = QString::fromUtf8(name);
        if (!known.contains(word))
            error = unknownKey(word, nearestWord(word, known), known);
        else if (seen.contains(word))
            error = namedTwice(word, word);
        seen.insert(word);
        return !error;
    });
    return error;
}

Result<UnitFile> readDocument(const JsonValue &json)
{
    if (!json.isObject())
        return fail(invalid(u"the file must hold an object"_s, {},
                            u"as in {\"services\": [\"fan-control.service\"]}"_s));
    if (const auto error = checkKeys(json))
        return fail(*error);
    UnitFile file;
    if (const auto error = readLists(json, file))
        return fail(*error);
    if (file.units().isEmpty())
        return fail(invalid(u"the file watches nothing"_s, {},
                            u"give \"services\", a list of unit names, or \"targets\""_s));
    if (const auto recovery = json.find("recovery")) {
        if (const auto error = readRecoveries(*recovery, file))
            return fail(*error);
    }
    if (const auto crashLoop = json.find("crashLoop")) {
        const auto limit = decodeStrictly<CrashLoopLimit>(*crashLoop, {}, {nullptr, "crashLoop"});
        if (!limit)
            return fail(limit.error());
        file.crashLoop = *limit;
    }
    return file;
}

bool isFileNameCharacter(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9') || "._-"_L1.contains(c);
}

} // namespace

QStringList UnitFile::units() const
{
    QStringList all = services + immediate;
    for (const TargetWatch &target : targets)
        all.append(target.name);
    all.removeDuplicates();
    return all;
}

Result<UnitFile> parseUnitFile(QByteArrayView text, const QString &file)
{
    JsonParser parser;
    const auto json = parser.parse(text, MaxUnitFileBytes);
    if (!json) {
        Error error = json.error();
        error.source = file;
        if (error.code != ErrorCode::TooLarge) {
            if (const auto fault = findSyntaxFault(text.toByteArray())) {
                error.text = fault->text;
                error.source += u":%1"_s.arg(fault->at.line);
            }
            error.remedy = u"the file must be JSON, as {\"services\": [\"fan-control.service\"]}"_s;
        }
        return fail(error);
    }
    return readDocument(*json).transform_error([&](Error error) {
        error.source = u"%1:%2"_s.arg(file, QString::number(locateField(text, error.field).line));
        return error;
    });
}

Result<void> checkUnitFileName(const QString &name)
{
    if (name.endsWith(".json"_L1) && name.size() > 5 && name.size() <= MaxUnitFileName
        && !name.startsWith(u'.') && std::ranges::all_of(name, isFileNameCharacter))
        return {};
    return fail(
        {ErrorCode::Invalid,
         u"\"%1\" cannot be the name of a file of units"_s.arg(name.left(MaxUnitFileName)),
         {},
         u"name"_s,
         u"letters, digits, \".\", \"_\" and \"-\", and .json at the end, as critical.json; at most %1 "
         "characters"_s.arg(MaxUnitFileName)});
}

int lineOfFault(const Error &fault)
{
    return QStringView(fault.source).sliced(fault.source.lastIndexOf(u':') + 1).toInt();
}

} // namespace muster
