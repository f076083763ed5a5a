// The one place where the bodies of Asio are compiled; everybody else sees declarations only.
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
