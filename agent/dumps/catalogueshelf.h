// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/offload/dumpshelf.h"

#include <functional>

namespace muster::agent {

class DumpService;

/// The dumps of a node as offloading takes them.
class CatalogueShelf : public DumpShelf
{
public:
    /// @param dumps borrowed, outlives this
    explicit CatalogueShelf(DumpService &dumps)
        : m_dumps(dumps)
    {
    }

    using Mender = std::function<QCoro::Task<Result<void>>(QString id)>;
    /// What mends dumps, once there is one.
    void setMender(Mender mender) { m_mender = std::move(mender); }

    [[nodiscard]] QCoro::Task<Result<QString>> folder(QString id) override;
    [[nodiscard]] QCoro::Task<Result<void>> mend(QString id) override;
    [[nodiscard]] Result<DumpEntry> entry(const QString &id) const override;
    [[nodiscard]] Result<void> markOffloaded(const QString &id, const DumpCopy &copy) override;

private:
    DumpService &m_dumps;
    Mender m_mender;
};

} // namespace muster::agent
