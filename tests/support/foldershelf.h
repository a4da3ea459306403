// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/offload/dumpshelf.h"
#include "shared/dumps/dumpseal.h"

#include <QFileInfo>
#include <QHash>

#include <functional>

namespace muster::test {

/// The dumps that lie in a folder.
class FolderShelf : public agent::DumpShelf
{
public:
    explicit FolderShelf(QString dumps)
        : m_dumps(std::move(dumps))
    {
    }

    [[nodiscard]] QCoro::Task<Result<QString>> folder(QString id) override { co_return pathOf(id); }
    [[nodiscard]] Result<QString> pathOf(const QString &id) const
    {
        const QString path = m_dumps + u'/' + id;
        if (!QFileInfo::exists(path))
            return fail(ErrorCode::NotFound, QStringLiteral("there is no dump %1").arg(id),
                        QStringLiteral("params.id"));
        return path;
    }
    [[nodiscard]] Result<DumpEntry> entry(const QString &id) const override
    {
        const auto path = pathOf(id);
        if (!path)
            return fail(path.error());
        const auto dump = DumpStream::open(*path);
        if (!dump)
            return fail(dump.error());
        DumpEntry entry;
        entry.id = id;
        entry.type = dump->manifest().type;
        entry.state = dump->manifest().state;
        entry.size = dump->manifest().streamSize;
        entry.digest = dump->manifest().digest;
        entry.offloaded = m_copies.value(id);
        return entry;
    }
    [[nodiscard]] QCoro::Task<Result<void>> mend(QString id) override
    {
        ++m_mendings;
        if (m_mender)
            m_mender(*pathOf(id));
        auto dump = DumpStream::open(*pathOf(id));
        const auto whole = dump ? checkMembers(*dump, {}) : Result<void>(fail(dump.error()));
        co_return whole;
    }
    /// What mend() does before it looks.
    void setMender(std::function<void(const QString &folder)> mender) { m_mender = std::move(mender); }
    [[nodiscard]] int mendings() const { return m_mendings; }
    [[nodiscard]] Result<void> markOffloaded(const QString &id, const DumpCopy &copy) override
    {
        m_copies[id].append(copy);
        return {};
    }

private:
    QString m_dumps;
    std::function<void(const QString &folder)> m_mender;
    int m_mendings = 0;
    QHash<QString, QList<DumpCopy>> m_copies;
};

} // namespace muster::test
