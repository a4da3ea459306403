// SPDX-License-Identifier: Apache-2.0
#include "console/store/storagethread.h"

#include <QCoreApplication>

#include <openssl/crypto.h>

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
    post([this] {
        // Keys are read and made here. By itself OpenSSL would forget this thread when the system ends it,
        // for which QThread::wait() does not wait, so the process could end first.
        OPENSSL_thread_stop();
        m_thread.quit();
    });
    m_thread.wait();
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
}

void StorageThread::post(std::function<void()> work)
{
    QMetaObject::invokeMethod(m_worker, std::move(work), Qt::QueuedConnection);
}

} // namespace muster::console
