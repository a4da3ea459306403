// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/dumps/dumpstore.h"

#include <QCoroTask>
#include <QObject>
#include <QThreadPool>

#include <stop_token>

namespace muster::agent {

/// Writes dumps one after the other on a thread that lets everybody else go first.
class DumpWriter : public QObject
{
    Q_OBJECT
public:
    explicit DumpWriter(const DumpStore &store, QObject *parent = nullptr);
    ~DumpWriter() override;

    /// As DumpStore::write(). Whoever waits when this dies is answered with Cancelled.
    [[nodiscard]] QCoro::Task<Result<DumpManifest>> write(DumpManifest head, QList<DumpSource> sources,
                                                          QStringList openFailures);

private:
    DumpStore m_store;
    QThreadPool m_thread;
    std::stop_source m_stop;
};

} // namespace muster::agent
