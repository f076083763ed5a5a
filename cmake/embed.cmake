# A library of text files as string_views: embed_text(library header namespace name=file ...). The files are read when
# building, so that an edited page needs no configuring.
function(embed_text library header namespace)
    set(output ${CMAKE_CURRENT_BINARY_DIR}/${library}.cpp)
    set(files)
    foreach(pair ${ARGN})
        string(REGEX REPLACE "^[^=]*=" "" file "${pair}")
        list(APPEND files ${file})
    endforeach()
    string(REPLACE ";" "|" pairs "${ARGN}")
    add_custom_command(OUTPUT ${output}
        COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DHEADER=${header} -DNAMESPACE=${namespace} "-DPAIRS=${pairs}"
            -P ${PROJECT_SOURCE_DIR}/cmake/embed_text.cmake
        DEPENDS ${files} ${PROJECT_SOURCE_DIR}/cmake/embed_text.cmake VERBATIM)
    add_library(${library} STATIC ${output})
    target_link_libraries(${library} PRIVATE kengele_flags)
endfunction()
