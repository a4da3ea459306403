// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/catalogueshelf.h"

#include "agent/dumps/dumpservice.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

QCoro::Task<Result<QString>> CatalogueShelf::folder(QString id)
{
    return m_dumps.access().folderOf(std::move(id));
}

QCoro::Task<Result<void>> CatalogueShelf::mend(QString id)
{
    if (!m_mender)
        return []() -> QCoro::Task<Result<void>> {
            co_return fail(ErrorCode::Unsupported, u"this node does not mend dumps"_s);
        }();
    return m_mender(std::move(id));
}

Result<DumpEntry> CatalogueShelf::entry(const QString &id) const
{
    const auto entry = m_dumps.catalogue().entry(id);
    if (!entry)
        return fail(ErrorCode::NotFound, u"there is no dump %1 (any more)"_s.arg(id), u"params.id"_s);
    return m_dumps.listed(*entry);
}

Result<void> CatalogueShelf::markOffloaded(const QString &id, const DumpCopy &copy)
{
    return m_dumps.catalogue().markOffloaded(id, copy).transform([](const DumpEntry &) { });
}

} // namespace muster::agent
