// SPDX-License-Identifier: Apache-2.0
#include "agent/service/backgroundthread.h"

#include <linux/ioprio.h>

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace muster::agent {

void letOthersGoFirst()
{
    constexpr int LeastNice = 19;
    // On Linux both mean the calling thread only, see setpriority(2) and ioprio_set(2).
    ::setpriority(PRIO_PROCESS, id_t(::gettid()), LeastNice);
    ::syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, IOPRIO_PRIO_VALUE(IOPRIO_CLASS_IDLE, 0));
}

} // namespace muster::agent
