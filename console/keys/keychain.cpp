// SPDX-License-Identifier: Apache-2.0
#include "console/keys/keychain.h"

#include "shared/wire/completion.h"

#include <QTimer>

#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr QLatin1StringView Service{"muster"};

Error errorOf(const QKeychain::Job &job)
{
    const auto make = [&](ErrorCode code, const QString &text) {
        return Error{code,
                     job.errorString().isEmpty() ? text : text + ": "_L1 + job.errorString(),
                     u"keychain"_s,
                     {},
                     {}};
    };
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return make(ErrorCode::NotFound, u"there is no secret of that name"_s);
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return make(ErrorCode::Forbidden, u"access was denied"_s);
    default:
        return make(ErrorCode::Unavailable, u"no keychain answers"_s);
    }
}

/// Runs a job that deletes itself when it is done, however late that is.
QCoro::Task<Result<QByteArray>> finish(QKeychain::Job *job, std::chrono::milliseconds deadline)
{
    const Completion<Result<QByteArray>> done;
    QObject watch; // its connections end with this coroutine
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, &watch, [done](QKeychain::Job *finished) {
        if (finished->error() != QKeychain::NoError)
            return done.complete(fail(errorOf(*finished)));
        const auto *read = qobject_cast<QKeychain::ReadPasswordJob *>(finished);
        done.complete(read ? read->binaryData() : QByteArray());
    });
    QTimer::singleShot(deadline, &watch, [done] {
        done.complete(
            fail(Error{ErrorCode::Timeout, u"the keychain does not answer"_s, u"keychain"_s, {}, {}}));
    });
    job->start();
    co_return co_await done;
}

} // namespace

QCoro::Task<Result<QByteArray>> readSecret(QString name, std::chrono::milliseconds deadline)
{
    auto *job = new QKeychain::ReadPasswordJob(Service);
    job->setKey(name);
    co_return co_await finish(job, deadline);
}

QCoro::Task<Result<void>> writeSecret(QString name, QByteArray secret, std::chrono::milliseconds deadline)
{
    auto *job = new QKeychain::WritePasswordJob(Service);
    job->setKey(name);
    job->setBinaryData(secret);
    const auto written = co_await finish(job, deadline);
    co_return written ? Result<void>() : fail(written.error());
}

} // namespace muster::console
