// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpremoval.h"

#include "shared/log.h"

#include "agent/dumps/diskworker.h"
#include "agent/dumps/dumpcatalogue.h"
#include "agent/dumps/dumpholds.h"
#include "agent/dumps/dumppackage.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

DumpDeleted refused(const QString &id, const Error &error)
{
    return {id, errorName(error.code), error.text};
}

/// A dump without a folder has failed, or was taken away by hand: it can go, too.
QList<Result<void>> hideAll(const QString &folder, const QStringList &ids)
{
    QList<Result<void>> results;
    for (const QString &id : ids) {
        auto hidden = hideDump(folder, id);
        if (!hidden && hidden.error().code == ErrorCode::NotFound)
            hidden = {};
        results.append(hidden);
    }
    return results;
}

} // namespace

DumpRemoval::DumpRemoval(DumpCatalogue &catalogue, DumpHolds &holds, DiskWorker &disk, QObject *parent)
    : QObject(parent)
    , m_catalogue(catalogue)
    , m_holds(holds)
    , m_disk(disk)
{
}

Result<void> DumpRemoval::begin(const QString &id)
{
    const auto entry = m_catalogue.entry(id);
    if (!entry)
        return fail(ErrorCode::NotFound, u"there is no dump %1 (any more)"_s.arg(id));
    if (!isEnd(entry->state))
        return fail(ErrorCode::Busy,
                    u"dump %1 is being made; cancel its job %2 instead"_s.arg(id, entry->job));
    return m_holds.beginDeletion(id);
}

QCoro::Task<QList<DumpDeleted>> DumpRemoval::remove(QStringList ids)
{
    const QPointer<DumpRemoval> self(this);
    ids.removeDuplicates();
    QMap<QString, DumpDeleted> results;
    QStringList begun;
    for (const QString &id : std::as_const(ids)) {
        if (const auto allowed = begin(id); !allowed)
            results.insert(id, refused(id, allowed.error()));
        else
            begun.append(id);
    }
    const QString folder = m_catalogue.folder();
    const QList<Result<void>> hidden =
        co_await m_disk.run([folder, begun] { return hideAll(folder, begun); });
    if (!self)
        co_return {};
    QStringList gone;
    for (qsizetype i = 0; i < begun.size(); ++i) {
        m_holds.endDeletion(begun[i]);
        if (hidden[i]) {
            gone.append(begun[i]);
            results.insert(begun[i], {begun[i], {}, {}});
        } else {
            results.insert(begun[i], refused(begun[i], hidden[i].error()));
        }
    }
    // Their folders are out of sight for good: an index that cannot be written now says so at the next start.
    if (const auto erased = m_catalogue.erase(gone); !erased)
        qCWarning(logDumps).noquote() << "event=indexNotWritten" << describe(erased.error());
    QList<DumpDeleted> answer;
    for (const QString &id : std::as_const(ids))
        answer.append(results.value(id));
    co_await m_disk.run([folder, gone] {
        for (const QString &id : gone)
            removeHidden(folder, id);
        return true;
    });
    co_return answer;
}

} // namespace muster::agent
