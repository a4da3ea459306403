// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/unitdependencies.h"

#include "agent/platform/systemd/systemdbus.h"
#include "agent/platform/systemd/unitaddress.h"

#include <QDBusObjectPath>
#include <QDBusReply>
#include <QSet>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const auto CommonInterface = "org.freedesktop.systemd1.Unit"_L1;

/// A unit that is needed in several ways is told with the first of these.
constexpr std::array Relations{"Requires"_L1, "Requisite"_L1, "BindsTo"_L1, "Wants"_L1, "Upholds"_L1};

/// Types of units that have runs with a result.
constexpr std::array TypesWithResult{"service"_L1, "socket"_L1, "mount"_L1, "automount"_L1,
                                     "swap"_L1,    "timer"_L1,  "path"_L1,  "scope"_L1};

/// What systemd says of one unit.
struct Known
{
    QVariantMap common;
    QString result;
};
using Answer = Result<std::optional<Known>>; ///< nothing for a unit that is not loaded

bool isNotLoaded(const QDBusError &error)
{
    return error.name() == "org.freedesktop.systemd1.NoSuchUnit"_L1
           || error.type() == QDBusError::UnknownObject;
}

QCoro::Task<Answer> askAbout(QPointer<SystemdBus> bus, QString unit, QString method)
{
    Answer answer = fail(notOnTheBus());
    if (!bus || !bus->isAvailable())
        co_return answer;
    const QDBusReply<QDBusObjectPath> found =
        co_await bus->ask(systemd::ManagerPath, systemd::Manager, method, {unit});
    if (!found.isValid()) {
        answer = isNotLoaded(found.error())
                     ? Answer(std::nullopt)
                     : fail(errorOf(found.error(), u"systemd does not tell of %1"_s.arg(unit)));
        co_return answer;
    }
    if (!bus || !bus->isAvailable())
        co_return answer;
    const QString path = found.value().path();
    const QString type = unit.section(u'.', -1);
    std::optional<Completion<QDBusMessage>> askingResult;
    if (std::ranges::find(TypesWithResult, type) != TypesWithResult.end())
        askingResult = bus->ask(path, systemd::Properties, u"Get"_s, {interfaceOfType(unit), u"Result"_s});
    const QDBusReply<QVariantMap> common =
        co_await bus->ask(path, systemd::Properties, u"GetAll"_s, {QString(CommonInterface)});
    if (!common.isValid()) {
        answer = isNotLoaded(common.error())
                     ? Answer(std::nullopt)
                     : fail(errorOf(common.error(), u"systemd does not tell of %1"_s.arg(unit)));
        co_return answer;
    }
    Known known{common.value(), {}};
    if (askingResult) {
        const QDBusReply<QVariant> result = co_await *askingResult;
        if (result.isValid())
            known.result = result.value().toString();
    }
    answer = std::move(known);
    co_return answer;
}

struct Need
{
    QString unit;
    QString neededBy;
    QString relation;
};

/// What this unit needs and nobody before it did.
QList<Need> needsOf(const QString &unit, const QVariantMap &common, QSet<QString> &seen)
{
    QList<Need> needs;
    for (const QLatin1StringView relation : Relations) {
        for (const QString &needed : common.value(relation).toStringList()) {
            if (seen.size() >= MaxNeeds)
                return needs;
            if (!seen.contains(needed)) {
                seen.insert(needed);
                needs.append({needed, unit, relation});
            }
        }
    }
    return needs;
}

/// What is only wanted may as well not be there.
bool isLeftOut(const Need &need, const Known &known)
{
    const bool isWanted = need.relation == "Wants"_L1 || need.relation == "Upholds"_L1;
    return isWanted && known.common.value(u"LoadState"_s).toString() == "not-found"_L1;
}

UnitDependency dependencyOf(const Need &need, const Known &known)
{
    const auto text = [&](const QString &name) { return known.common.value(name).toString(); };
    UnitDependency dependency{
        need.unit,
        need.neededBy,
        need.relation,
        text(u"ActiveState"_s),
        text(u"SubState"_s),
        known.result,
        QString::fromLatin1(known.common.value(u"InvocationID"_s).toByteArray().toHex()),
        {}};
    if (const quint64 since = known.common.value(u"StateChangeTimestamp"_s).toULongLong())
        dependency.since = fromMicrosecondsSinceEpoch(since);
    if (const QString load = text(u"LoadState"_s); load != "loaded"_L1)
        dependency.result = load;
    return dependency;
}

} // namespace

QCoro::Task<Result<QList<UnitDependency>>> readDependencies(QPointer<SystemdBus> bus, QString unit)
{
    Result<QList<UnitDependency>> answer = QList<UnitDependency>();
    const Answer first = co_await askAbout(bus, unit, u"LoadUnit"_s);
    if (!first) {
        answer = fail(first.error());
        co_return answer;
    }
    if (!*first || (*first)->common.value(u"LoadState"_s).toString() == "not-found"_L1) {
        answer = fail(ErrorCode::NotFound, u"systemd has no unit %1"_s.arg(unit));
        co_return answer;
    }
    QSet<QString> seen{unit, (*first)->common.value(u"Id"_s).toString()};
    QList<Need> level = needsOf(unit, (*first)->common, seen);
    for (int depth = 1; depth <= UnitPlatform::MaxDependencyDepth && !level.isEmpty(); ++depth) {
        QList<Need> next;
        for (qsizetype begin = 0; begin < level.size(); begin += DependenciesAtOnce) {
            const QList<Need> some = level.sliced(begin, std::min(DependenciesAtOnce, level.size() - begin));
            std::vector<QCoro::Task<Answer>> asked;
            for (const Need &need : some)
                asked.push_back(askAbout(bus, need.unit, u"GetUnit"_s));
            for (qsizetype i = 0; i < some.size(); ++i) {
                const Answer known = co_await asked[size_t(i)];
                if (!known) {
                    answer = fail(known.error());
                    co_return answer;
                }
                if (!*known || isLeftOut(some[i], **known))
                    continue;
                answer->append(dependencyOf(some[i], **known));
                if (answer->size() == UnitPlatform::MaxDependencies)
                    co_return answer;
                next.append(needsOf(some[i].unit, (*known)->common, seen));
            }
        }
        level = std::move(next);
    }
    co_return answer;
}

} // namespace muster::agent
