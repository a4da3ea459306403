// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpaccess.h"

#include "agent/dumps/diskworker.h"
#include "agent/dumps/dumpcatalogue.h"
#include "agent/dumps/dumppackage.h"
#include "agent/dumps/dumpreader.h"
#include "agent/dumps/manageddumps.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

Error noSuchDump(const QString &id)
{
    return {ErrorCode::NotFound, u"there is no dump %1 (any more)"_s.arg(id), {}, u"params.id"_s, {}};
}

} // namespace

DumpAccess::DumpAccess(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_removal(m_parts.catalogue, m_parts.holds, m_parts.disk)
{
}

bool DumpAccess::isManaged(const QString &id) const
{
    return m_parts.managed && m_parts.catalogue.isShown(id);
}

Result<DumpPage> DumpAccess::list(const DumpListParams &params) const
{
    auto page = m_parts.catalogue.page(params.after, params.limit);
    if (!page)
        return page;
    for (DumpEntry &entry : page->entries)
        entry = m_parts.listed(entry);
    return page;
}

QCoro::Task<Result<DumpDetails>> DumpAccess::show(QString id)
{
    Result<DumpDetails> answer = fail(noSuchDump(id));
    const auto entry = m_parts.catalogue.entry(id);
    if (!entry)
        co_return answer;
    answer = DumpDetails{m_parts.listed(*entry), {}};
    if (!isWhole(entry->state))
        co_return answer;
    const QString folder = m_parts.catalogue.folder(id);
    auto manifest = isManaged(id) ? co_await m_parts.managed->manifest(id)
                                  : co_await m_parts.disk.run([folder] { return readManifest(folder); });
    if (manifest)
        answer->manifest = *std::move(manifest);
    else
        answer = fail(manifest.error());
    co_return answer;
}

QCoro::Task<Result<DumpChunk>> DumpAccess::read(DumpReadParams params)
{
    Result<DumpChunk> answer = fail(noSuchDump(params.id));
    const auto entry = m_parts.catalogue.entry(params.id);
    if (!entry)
        co_return answer;
    if (!isWhole(entry->state)) {
        answer = fail(ErrorCode::Conflict, u"the dump %1 is not whole"_s.arg(params.id), u"params.id"_s);
        co_return answer;
    }
    const QString folder = m_parts.catalogue.folder(params.id);
    if (isManaged(params.id))
        answer = co_await m_parts.managed->read(params);
    else
        answer = co_await m_parts.disk.run([folder, params] { return readMember(folder, params); });
    co_return answer;
}

/// One that was taken in is deleted at its source first: else it would be listed again.
QCoro::Task<Result<DumpDeleteAnswer>> DumpAccess::remove(QStringList ids)
{
    const QPointer<DumpAccess> self(this);
    Result<DumpDeleteAnswer> answer = fail(ErrorCode::Cancelled, u"the agent is ending"_s);
    QMap<QString, DumpDeleted> results;
    QStringList own;
    for (const QString &id : std::as_const(ids)) {
        if (!m_parts.managed || !m_parts.managed->has(id)) {
            own.append(id);
            continue;
        }
        const bool isOwnToo = !m_parts.catalogue.isShown(id);
        const auto removed = co_await m_parts.managed->remove(id);
        if (!self)
            co_return answer;
        if (!removed)
            results.insert(id, {id, errorName(removed.error().code), removed.error().text});
        else if (isOwnToo)
            own.append(id);
        else
            results.insert(id, {id, {}, {}});
    }
    const QList<DumpDeleted> removed = co_await m_removal.remove(own);
    for (const DumpDeleted &one : removed)
        results.insert(one.id, one);
    answer = DumpDeleteAnswer();
    for (const QString &id : std::as_const(ids))
        answer->dumps.append(results.value(id, {id, {}, {}}));
    co_return answer;
}

QCoro::Task<Result<QString>> DumpAccess::folderOf(QString id)
{
    Result<QString> answer = fail(noSuchDump(id));
    const auto entry = m_parts.catalogue.entry(id);
    if (!entry)
        co_return answer;
    if (!isWhole(entry->state)) {
        answer = fail(ErrorCode::Conflict, u"the dump %1 is not whole"_s.arg(id), u"params.id"_s);
        co_return answer;
    }
    answer = m_parts.catalogue.folder(id);
    if (isManaged(id)) {
        const auto taken = co_await m_parts.managed->takeIn(m_parts.head(*entry));
        if (!taken)
            answer = fail(taken.error());
    }
    co_return answer;
}

} // namespace muster::agent
