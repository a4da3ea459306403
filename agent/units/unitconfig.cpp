// SPDX-License-Identifier: Apache-2.0
#include "agent/units/unitconfig.h"

#include "shared/json/jsonlocation.h"
#include "shared/model/unknownmembers.h"
#include "shared/store/atomicfile.h"

#include "agent/units/unitname.h"

#include <QDir>
#include <QSet>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr auto DefaultErrors = {"timeout"_L1, "failed"_L1, "dependency"_L1};

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

/// Checks the words and puts what "default" stands for.
std::optional<Error> settleErrors(TargetWatch &target, const QString &key)
{
    static constexpr auto Allowed = {"timeout"_L1, "failed"_L1, "dependency"_L1, "canceled"_L1, "skipped"_L1};
    const QString allowed = u"allowed: timeout, failed, dependency, canceled, skipped; or default alone"_s;
    if (target.errorsToMonitor == QStringList(u"default"_s)) {
        target.errorsToMonitor = QStringList(DefaultErrors.begin(), DefaultErrors.end());
        return std::nullopt;
    }
    for (qsizetype i = 0; i < target.errorsToMonitor.size(); ++i) {
        const QString &word = target.errorsToMonitor[i];
        if (std::ranges::find(Allowed, word) == Allowed.end())
            return invalid(u"\"%1\" is not allowed here"_s.arg(word.left(64)),
                           u"%1.errorsToMonitor[%2]"_s.arg(key, QString::number(i)), allowed);
    }
    return std::nullopt;
}

Result<QStringList> readServices(const JsonValue &json)
{
    auto services = decode<QStringList>(json, {0, MaxUnits}, {nullptr, "services"});
    for (qsizetype i = 0; services && i < services->size(); ++i) {
        if (auto error = checkName(services->at(i), u"services[%1]"_s.arg(i)))
            return fail(*error);
    }
    return services;
}

Result<QList<TargetWatch>> readTargetList(const JsonValue &json)
{
    auto targets = decodeStrictly<QList<TargetWatch>>(json, {0, MaxUnits}, {nullptr, "targets"});
    for (qsizetype i = 0; targets && i < targets->size(); ++i) {
        const QString key = u"targets[%1]"_s.arg(i);
        auto error = checkName(targets->at(i).name, key + ".name"_L1);
        if (!error)
            error = settleErrors((*targets)[i], key);
        if (error)
            return fail(*error);
    }
    return targets;
}

Result<TargetWatch> readKeyedTarget(QByteArrayView name, const JsonValue &json)
{
    TargetWatch target{QString::fromUtf8(name), {}, {}};
    const QByteArray key = "targets." + name.toByteArray();
    if (auto error = checkName(target.name, QString::fromUtf8(key)))
        return fail(*error);
    const auto rest = decodeStrictly<KeyedTarget>(json, {}, {nullptr, key.constData()});
    if (!rest)
        return fail(rest.error());
    target.errorsToMonitor = rest->errorsToMonitor;
    target.errorToLog = rest->errorToLog;
    if (auto error = settleErrors(target, QString::fromUtf8(key)))
        return fail(*error);
    return target;
}

Result<QList<TargetWatch>> readKeyedTargets(const JsonValue &json)
{
    if (json.size() > MaxUnits)
        return fail(invalid(u"%1 targets are too many"_s.arg(json.size()), u"targets"_s,
                            u"at most %1 are allowed"_s.arg(MaxUnits)));
    Result<QList<TargetWatch>> targets;
    json.forEachMember([&targets](QByteArrayView name, const JsonValue &value) {
        auto target = readKeyedTarget(name, value);
        if (target)
            targets->append(std::move(*target));
        else
            targets = fail(target.error());
        return targets.has_value();
    });
    return targets;
}

Result<UnitFile> readDocument(const JsonValue &json)
{
    if (!json.isObject())
        return fail(invalid(u"the file must hold an object"_s, {},
                            u"as in {\"services\": [\"fan-control.service\"]}"_s));
    const QStringList known{u"services"_s, u"targets"_s};
    std::optional<Error> error;
    json.forEachMember([&](QByteArrayView name, const JsonValue &) {
        const QString word = QString::fromUtf8(name);
        if (!known.contains(word))
            error = unknownKey(word, nearestWord(word, known), known);
        return !error;
    });
    if (error)
        return fail(*error);

    const auto services = json.find("services");
    const auto targets = json.find("targets");
    UnitFile file;
    if (services) {
        auto names = readServices(*services);
        if (!names)
            return fail(names.error());
        file.services = std::move(*names);
    }
    if (targets) {
        auto list = targets->isObject() ? readKeyedTargets(*targets) : readTargetList(*targets);
        if (!list)
            return fail(list.error());
        file.targets = std::move(*list);
    }
    if (file.services.isEmpty() && file.targets.isEmpty())
        return fail(invalid(u"the file watches nothing"_s, {},
                            u"give \"services\", a list of unit names, or \"targets\""_s));
    return file;
}

} // namespace

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

Result<UnitFile> readUnitFile(const QString &path)
{
    return readFile(path, MaxUnitFileBytes)
        .and_then([&](const QByteArray &text) { return parseUnitFile(text, path); })
        .transform_error([&](Error error) {
            if (error.source.isEmpty())
                error.source = path;
            return error;
        });
}

QStringList unitFilesIn(const QString &folder)
{
    return QDir(folder).entryList({u"*.json"_s}, QDir::Files, QDir::Name);
}

QList<Error> checkUnitFolder(const QString &folder)
{
    QList<Error> errors;
    QSet<QString> units;
    const QStringList files = unitFilesIn(folder);
    if (files.size() > MaxUnitFiles)
        errors.append({ErrorCode::QuotaExceeded,
                       u"%1 files are too many"_s.arg(files.size()),
                       folder,
                       {},
                       u"at most %1 are read; put more units into each"_s.arg(MaxUnitFiles)});
    for (const QString &name : files.first(std::min(files.size(), MaxUnitFiles))) {
        const auto file = readUnitFile(QDir(folder).filePath(name));
        if (!file) {
            errors.append(file.error());
            continue;
        }
        for (const QString &unit : file->services)
            units.insert(unit);
        for (const TargetWatch &target : file->targets)
            units.insert(target.name);
    }
    if (units.size() > MaxUnits)
        errors.append({ErrorCode::QuotaExceeded,
                       u"%1 units are too many"_s.arg(units.size()),
                       folder,
                       {},
                       u"at most %1 are watched"_s.arg(MaxUnits)});
    return errors;
}

} // namespace muster::agent
