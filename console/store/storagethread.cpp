// SPDX-License-Identifier: Apache-2.0
#include "console/store/storagethread.h"

#include <QCoreApplication>

namespace muster::console {

StorageThread::StorageThread(QObject *parent)
    : QObject(parent)
    , m_worker(new QObject)
{
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.setObjectName("storage");
    m_thread.start();
}

StorageThread::~StorageThread()
{
    post([this] { m_thread.quit(); });
    m_thread.wait();
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
}

void StorageThread::post(std::function<void()> work)
{
    QMetaObject::invokeMethod(m_worker, std::move(work), Qt::QueuedConnection);
}

} // namespace muster::console
