// SPDX-License-Identifier: Apache-2.0
#include "agent/log/logbinding.h"

#include "agent/log/logservice.h"
#include "agent/server/methodtable.h"

namespace muster::agent {

void bindLog(MethodTable &methods, LogService &log)
{
    methods.addAsync<api::LogList>(
        [&log](CallContext, LogListParams params) { return log.list(std::move(params)); });
    methods.addAsync<api::LogShow>(
        [&log](CallContext, LogIdParams params) { return log.show(std::move(params.id)); });
    methods.addAsync<api::LogDelete>(
        [&log](CallContext, LogDeleteParams params) { return log.remove(std::move(params)); });
    methods.addAsync<api::LogBlocksGet>([&log](CallContext, Nothing) { return log.blocks(); });
}

} // namespace muster::agent
