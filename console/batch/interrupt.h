// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <stop_token>

class QSocketNotifier;

namespace muster::console {

/// Ctrl+C (and SIGTERM) as a request to stop; a second one ends the program at once. Made before any thread
/// is started, for it changes which signals this thread and its children see.
class Interrupt : public QObject
{
public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }

private:
    void read();

    int m_fd;
    std::stop_source m_stop;
};

} // namespace muster::console
