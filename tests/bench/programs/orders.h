// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayList>
#include <QCoroTask>
#include <QObject>

#include <functional>

namespace muster::bench {

/// What the harness tells a program on standard input, a line at a time, each done before the next is looked
/// at. The program ends with its input.
class Orders : public QObject
{
    Q_OBJECT
public:
    /// @return the line of JSON that the harness waits for
    using Handler = std::function<QCoro::Task<QByteArray>(QByteArrayList words)>;

    explicit Orders(Handler handler);

private:
    void read();
    QCoro::Task<> work();

    Handler m_handler;
    QByteArray m_text;
    bool m_isWorking = false;
};

/// Waits until it holds, looking every millisecond; fails the program when it takes longer than two
/// minutes.
QCoro::Task<> until(std::function<bool()> holds, const char *what);

} // namespace muster::bench
