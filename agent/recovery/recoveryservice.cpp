// SPDX-License-Identifier: Apache-2.0
#include "agent/recovery/recoveryservice.h"

#include "agent/platform/recoveryplatform.h"

#include <QMetaEnum>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

template <typename Enum>
QString switchWord(Enum value)
{
    return QString::fromLatin1(QMetaEnum::fromType<Enum>().valueToKey(int(value)));
}

Error recoversNothing()
{
    return {ErrorCode::Unsupported,
            u"nothing is seen here that this machine does by itself to recover"_s,
            {},
            {},
            {}};
}

Result<void> checkRecoveryWish(const RecoveryWish &wish, const RecoveryView &view)
{
    if (wish.wanted == RecoverySwitch::Unknown)
        return fail(ErrorCode::Invalid, u"On, Off or OffOnce can be wanted"_s, u"params.wanted"_s);
    for (const RecoveryPart part : wish.parts) {
        if (wish.wanted == RecoverySwitch::OffOnce && part != RecoveryPart::HostReboot)
            return fail(ErrorCode::Invalid, u"only HostReboot can be off for one time"_s, u"params.wanted"_s);
        if (!std::ranges::contains(view.parts, part, &RecoveryState::part))
            return fail(ErrorCode::Unsupported, u"this machine has no %1"_s.arg(switchWord(part)),
                        u"params.parts"_s);
    }
    if (wish.wanted == RecoverySwitch::OffOnce && wish.parts.isEmpty())
        return fail(ErrorCode::Invalid, u"only HostReboot can be off for one time"_s, u"params.wanted"_s);
    return {};
}

} // namespace

QCoro::Task<Result<RecoveryView>> RecoveryService::show()
{
    return read(m_platform);
}

QCoro::Task<Result<RecoveryView>> RecoveryService::set(RecoveryWish wish)
{
    return setAll(m_platform, std::move(wish));
}

QCoro::Task<Result<RecoveryView>> RecoveryService::read(QPointer<RecoveryPlatform> platform)
{
    Result<RecoveryView> answer = fail(recoversNothing());
    if (!platform)
        co_return answer;
    const QList<RecoveryState> parts = co_await platform->read();
    if (!parts.isEmpty())
        answer = RecoveryView{parts};
    co_return answer;
}

/// What cannot be switched is left out where all are meant, and refused where it is named.
QCoro::Task<Result<RecoveryView>> RecoveryService::setAll(QPointer<RecoveryPlatform> platform,
                                                          RecoveryWish wish)
{
    Result<RecoveryView> answer = co_await read(platform);
    if (!answer)
        co_return answer;
    if (const auto possible = checkRecoveryWish(wish, *answer); !possible) {
        answer = fail(possible.error());
        co_return answer;
    }
    const bool isAll = wish.parts.isEmpty();
    for (const RecoveryState &one : std::as_const(answer->parts)) {
        if (isAll && platform->notSwitchable(one.part).isEmpty())
            wish.parts.append(one.part);
    }
    std::optional<Error> first;
    for (const RecoveryPart part : std::as_const(wish.parts)) {
        if (!platform)
            break;
        const Result<void> set = co_await platform->set(part, wish.wanted);
        if (!set && !first) {
            first = set.error();
            first->text = u"%1: %2"_s.arg(switchWord(part), first->text);
        }
    }
    answer = co_await read(platform);
    if (first)
        answer = fail(*first);
    if (!answer)
        co_return answer;
    for (const RecoveryState &one : std::as_const(answer->parts)) {
        if (!wish.parts.contains(one.part) || one.state == wish.wanted)
            continue;
        const QString shown = one.why.isEmpty() ? switchWord(one.state) : one.why;
        const Error error{ErrorCode::Conflict,
                          u"%1 was asked to be %2, and is not: %3"_s.arg(switchWord(one.part),
                                                                         switchWord(wish.wanted), shown),
                          one.source,
                          {},
                          u"look at it on the node: somebody else may have set it"_s};
        answer = fail(error);
        co_return answer;
    }
    co_return answer;
}

} // namespace muster::agent
