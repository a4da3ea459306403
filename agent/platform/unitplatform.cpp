// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/unitplatform.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

std::unexpected<Error> cannot(const QString &what)
{
    return fail(ErrorCode::Unsupported, u"this machine cannot %1"_s.arg(what));
}

} // namespace

QCoro::Task<Result<QStringList>> UnitPlatform::known(QStringList)
{
    Result<QStringList> answer = cannot(u"tell which units it has"_s);
    co_return answer;
}

QCoro::Task<Result<QList<UnitDependency>>> UnitPlatform::dependencies(QString)
{
    Result<QList<UnitDependency>> answer = cannot(u"tell what a unit needs"_s);
    co_return answer;
}

QCoro::Task<Result<UnitPast>> UnitPlatform::lookBack(QStringList, Timestamp)
{
    Result<UnitPast> answer = cannot(u"look back at its units"_s);
    co_return answer;
}

QCoro::Task<Result<QString>> UnitPlatform::coreFile(QString, QString)
{
    Result<QString> answer = cannot(u"tell of cores"_s);
    co_return answer;
}

QCoro::Task<Result<void>> UnitPlatform::restart(QString)
{
    Result<void> answer = cannot(u"restart a unit"_s);
    co_return answer;
}

QCoro::Task<Result<void>> UnitPlatform::reboot()
{
    Result<void> answer = cannot(u"reboot by itself"_s);
    co_return answer;
}

} // namespace muster::agent
