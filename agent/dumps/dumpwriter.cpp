// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpwriter.h"

#include "shared/wire/completion.h"

#include "agent/service/backgroundthread.h"

#include <QCoreApplication>

namespace muster::agent {

DumpWriter::DumpWriter(const DumpStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    m_thread.setMaxThreadCount(1);
    m_thread.setExpiryTimeout(0);
}

DumpWriter::~DumpWriter()
{
    m_stop.request_stop();
    m_thread.waitForDone();
    // Whoever waits gets to know now that there will be none.
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
}

QCoro::Task<Result<DumpManifest>> DumpWriter::write(DumpManifest head, QList<DumpSource> sources,
                                                    QStringList openFailures)
{
    Completion<Result<DumpManifest>> completion;
    m_thread.start([store = m_store, head = std::move(head), sources = std::move(sources),
                    open = std::move(openFailures), stop = m_stop.get_token(), completion, this] {
        letOthersGoFirst();
        auto written = store.write(head, sources, open, stop);
        // The thread is waited for before this dies.
        QMetaObject::invokeMethod(
            this, [completion, written = std::move(written)] { completion.complete(written); },
            Qt::QueuedConnection);
    });
    const Result<DumpManifest> answer = co_await completion;
    co_return answer;
}

} // namespace muster::agent
