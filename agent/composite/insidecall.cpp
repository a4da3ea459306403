// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/insidecall.h"

#include "shared/wire/completion.h"

namespace muster::agent {

QCoro::Task<Result<RawJson>> callInside(const MethodTable &methods, CallContext caller, QString method,
                                        RawJson params)
{
    const Completion<Result<QByteArray>> done;
    JsonParser parser;
    const auto json = parser.parse(params.text, params.text.size());
    if (!json)
        co_return fail(json.error());
    methods.dispatch(std::move(caller),
                     std::make_shared<IncomingRequest>(
                         method.toUtf8(), *json, QDeadlineTimer(MaxDeadline),
                         [done](const Result<QByteArray> &answer) { done.complete(answer); }));
    const auto answer = co_await done;
    co_return answer.transform([](const QByteArray &text) { return RawJson{text}; });
}

} // namespace muster::agent
