// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpquota.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qint64 FirstExpected = 1024LL * 1024; ///< size of the first dump of a type
constexpr qsizetype MaxNamed = 3;

QString sizeText(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes);
}

bool mayGo(const DumpEntry &entry, bool evictsUnfetched)
{
    return entry.offloading.isEmpty() && (evictsUnfetched || !entry.offloaded.isEmpty());
}

/// The oldest fetched ones first, then the others where they may go.
QList<DumpEntry> candidates(const QuotaQuestion &question)
{
    QList<DumpEntry> able = question.kept;
    able.removeIf([&](const DumpEntry &entry) { return !mayGo(entry, question.evictsUnfetched); });
    std::ranges::stable_partition(able, [](const DumpEntry &entry) { return !entry.offloaded.isEmpty(); });
    return able;
}

/// "bmc-20261126T104500Z (3.1 MiB)", the oldest few.
QString named(const QList<DumpEntry> &dumps)
{
    QStringList names;
    for (const DumpEntry &entry : dumps.first(std::min(dumps.size(), MaxNamed)))
        names.append(u"%1 (%2)"_s.arg(entry.id, sizeText(entry.size)));
    return names.join(u", "_s);
}

Error refusal(const QuotaQuestion &question, const QString &limit)
{
    QString remedy = u"free space on the file system of the state folder"_s;
    if (!question.kept.isEmpty())
        remedy = u"offload or delete the oldest: %1; or allow more in agent.json (dumps.quotas)"_s.arg(
            named(question.kept));
    return {ErrorCode::QuotaExceeded,
            u"there is no room for another dump of type %1: %2"_s.arg(question.type, limit),
            {},
            u"params.type"_s,
            remedy};
}

} // namespace

Result<QuotaAnswer> makeRoom(const QuotaQuestion &question)
{
    qsizetype count = question.kept.size();
    qint64 bytes = 0;
    for (const DumpEntry &entry : question.kept)
        bytes += entry.size;
    qint64 free = question.freeBytes - question.keepFreeBytes;
    const qint64 latest = question.kept.isEmpty() ? FirstExpected : question.kept.last().size;
    const qint64 expected = std::min({latest, question.maxBytes, question.quota.bytes});

    QuotaAnswer answer;
    QList<DumpEntry> able = candidates(question);
    const auto isTooMany = [&] { return count + 1 > question.quota.count; };
    const auto isTooLarge = [&] { return bytes + expected > question.quota.bytes; };
    const auto isTooFull = [&] { return free < expected; };
    while ((isTooMany() || isTooLarge() || isTooFull()) && !able.isEmpty()) {
        const DumpEntry gone = able.takeFirst();
        answer.evicted.append(gone.id);
        --count;
        bytes -= gone.size;
        free += gone.size;
    }
    const QString notFetched = u"and none of the rest has been offloaded"_s;
    if (isTooMany())
        return fail(refusal(
            question, u"%1 are kept, as many as may be, %2"_s.arg(question.kept.size()).arg(notFetched)));
    if (isTooLarge())
        return fail(refusal(question, u"%1 of %2 are taken, %3"_s.arg(
                                          sizeText(bytes), sizeText(question.quota.bytes), notFetched)));
    if (isTooFull())
        return fail(refusal(question, u"%1 are free on the disk, and %2 of them must stay free"_s.arg(
                                          sizeText(question.freeBytes), sizeText(question.keepFreeBytes))));
    answer.maxBytes = std::min({question.maxBytes, question.quota.bytes - bytes, free});
    return answer;
}

QStringList outOfDate(const QList<DumpEntry> &kept, const DumpQuota &quota, bool evictsUnfetched,
                      Timestamp now)
{
    QStringList old;
    if (quota.days == 0)
        return old;
    for (const DumpEntry &entry : kept) {
        if (now - entry.at > std::chrono::days(quota.days) && mayGo(entry, evictsUnfetched))
            old.append(entry.id);
    }
    return old;
}

QStringList boundAutomatic(const QList<DumpEntry> &kept, const DumpQuota &quota,
                           const QStringList &openFailures)
{
    QList<DumpEntry> able = kept;
    std::ranges::stable_partition(
        able, [&](const DumpEntry &entry) { return !openFailures.contains(entry.failureId); });
    qsizetype count = kept.size();
    qint64 bytes = 0;
    for (const DumpEntry &entry : kept)
        bytes += entry.size;
    QStringList gone;
    for (const DumpEntry &entry : std::as_const(able)) {
        if (count <= quota.count && bytes <= quota.bytes)
            break;
        if (entry.id == kept.last().id || !entry.offloading.isEmpty())
            continue;
        gone.append(entry.id);
        --count;
        bytes -= entry.size;
    }
    return gone;
}

} // namespace muster::agent
